package io.quantumlayer.metaprompt.enhancement;

import java.util.List;
import java.util.Locale;

/** Adds non-functional requirements of the language and the type that the request has no word of its own on. */
final class AddQualityDefaults implements Step {

    private final Vocabulary vocabulary;
    private final QualityDefaults defaults;

    AddQualityDefaults(Vocabulary vocabulary, QualityDefaults defaults) {
        this.vocabulary = vocabulary;
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return "add_quality_defaults";
    }

    @Override
    public Outcome apply(Draft draft) {
        String text = draft.excerpt();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean framework = draft.context().get("framework") != null
                || vocabulary.frameworks().stream()
                        .anyMatch(name -> WordPattern.of("\\Q" + name + "\\E").in(lower));
        List<String> added = defaults.of(text, draft.language(), vocabulary.group(draft.type()), framework);
        return new Outcome(draft.note(Section.QUALITY, added), "Added " + added.size() + " non-functional defaults.");
    }
}
