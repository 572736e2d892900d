package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.prompt.words.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settles language and type: the request's members count, the text fills gaps, and a contradiction is told. */
final class DetermineTarget implements Step {

    /** Language, type and framework stand outside the fenced blocks, so nothing but a name gets in. */
    static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} +#._/-]{0,63}");

    private final Targets targets;

    DetermineTarget(Targets targets) {
        this.targets = targets;
    }

    @Override
    public String name() {
        return "determine_target";
    }

    @Override
    public Outcome apply(Draft draft) {
        List<String> contradictions = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        String language = language(draft, contradictions, questions);
        String type = type(draft, contradictions, questions);
        Draft result = draft.target(language, type)
                .note(Section.TARGET, target(language, type, draft.context().get("framework")))
                .note(Section.CONTRADICTIONS, contradictions)
                .note(Section.QUESTIONS, questions);
        return new Outcome(result, detail(result, contradictions));
    }

    private @Nullable String language(Draft draft, List<String> contradictions, List<String> questions) {
        Set<String> named = targets.languagesAskedFor(draft.excerpt());
        if (draft.language() != null) {
            String language = targets.language(draft.language());
            if (!named.isEmpty() && !named.contains(language)) {
                String other = String.join(" and ", named);
                contradictions.add("The language is set to " + language + ", the text asks for " + other + "; "
                        + language + " counts.");
                questions.add("Which language is meant, " + language + " as set or " + other + " as the text says?");
            }
            return language;
        }
        if (named.size() == 1) {
            return named.iterator().next();
        }
        questions.add(
                named.isEmpty()
                        ? "In which programming language should it be written?"
                        : "Which language is meant, " + String.join(" or ", named) + "?");
        return null;
    }

    private @Nullable String type(Draft draft, List<String> contradictions, List<String> questions) {
        String named = targets.typeAskedFor(draft.excerpt()).orElse(null);
        String type = draft.type();
        if (type == null) {
            if (named == null) {
                questions.add("What should it be, a function, a library, a command-line tool or a service?");
            }
            return named;
        }
        if (named != null && !targets.group(named).equals(targets.group(type))) {
            contradictions.add(
                    "The type is set to " + type + ", the text asks for the type " + named + "; " + type + " counts.");
            questions.add("Which type is meant, " + type + " as set or " + named + " as the text says?");
        }
        return type;
    }

    private static List<String> target(@Nullable String language, @Nullable String type, @Nullable Object framework) {
        List<String> target = new ArrayList<>();
        if (language != null) {
            target.add("Language: " + language);
        }
        if (type != null) {
            target.add("Type: " + type);
        }
        if (framework instanceof String name && NAME.matcher(name).matches()) {
            target.add("Framework: " + name);
        }
        return target;
    }

    private static String detail(Draft draft, List<String> contradictions) {
        if (!contradictions.isEmpty()) {
            return String.join(" ", contradictions);
        }
        List<String> target = draft.notes(Section.TARGET);
        return target.isEmpty()
                ? "Neither language nor type are stated."
                : "Stated the target: " + String.join(", ", target) + ".";
    }
}
