package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.prompt.words.Targets;
import java.util.List;

/** Adds non-functional requirements of the language and the type that the request has no word of its own on. */
final class AddQualityDefaults implements Step {

    private final Targets targets;
    private final QualityDefaults defaults;

    AddQualityDefaults(Targets targets, QualityDefaults defaults) {
        this.targets = targets;
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return "add_quality_defaults";
    }

    @Override
    public Outcome apply(Draft draft) {
        String text = draft.excerpt();
        boolean framework = draft.context().get("framework") != null || targets.namesFramework(text);
        List<String> added = defaults.of(text, draft.language(), targets.group(draft.type()), framework);
        return new Outcome(draft.note(Section.QUALITY, added), "Added " + added.size() + " non-functional defaults.");
    }
}
