package io.quantumlayer.worker.project;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a request gives its project. It holds whatever a model answers: in the requirements, from which every
 * later stage and the manifest take it, and in the README's heading.
 *
 * @param stated as the request has it
 */
public record ProjectName(String stated) {

    private static final int LONGEST_KEY = 63;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");
    private static final Pattern HEADING = Pattern.compile("(?m)^# +(?<title>.*?) *#* *$");

    /** The name that a request states. */
    public static Optional<ProjectName> of(GenerationRequest request) {
        Object name = request.requirements().get("project_name");
        return name instanceof String text && !text.isBlank()
                ? Optional.of(new ProjectName(text.strip()))
                : Optional.empty();
    }

    /** The requirements under this name; a name and a title that have it in them are left as they are. */
    public Requirements in(Requirements answer) {
        String key = key(stated);
        return new Requirements(
                key.isEmpty() || contains(answer.name(), key) ? answer.name() : usable(key),
                named(answer.title()) ? answer.title() : stated,
                answer.summary(),
                answer.requirements(),
                answer.entities(),
                answer.operations(),
                answer.uncovered(),
                answer.assumptions(),
                answer.questions(),
                answer.origin());
    }

    /** The README with this name in its heading. */
    public String inReadme(String readme) {
        var heading = HEADING.matcher(readme);
        if (!heading.find()) {
            return "# %s\n\n%s".formatted(stated, readme);
        }
        return named(heading.group("title"))
                ? readme
                : readme.substring(0, heading.start()) + "# " + stated + readme.substring(heading.end());
    }

    private boolean named(@Nullable String title) {
        String key = key(stated);
        return title != null && (key.isEmpty() ? title.contains(stated) : contains(key(title), key));
    }

    private static boolean contains(String name, String key) {
        return ("-" + name + "-").contains("-" + key + "-");
    }

    /** Names of packages and modules are made of it: they begin with a letter. */
    private static String usable(String key) {
        String name = Character.isDigit(key.charAt(0)) ? "project-" + key : key;
        return name.length() <= LONGEST_KEY
                ? name
                : name.substring(0, LONGEST_KEY).replaceAll("-+$", "");
    }

    /** Kebab case: {@code test-project} for {@code TestProject}; empty where nothing of the name is ASCII. */
    private static String key(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String words = WORD_STARTS.matcher(plain).replaceAll("-").toLowerCase(Locale.ROOT);
        return BETWEEN.matcher(words).replaceAll("-").replaceAll("^-+|-+$", "");
    }
}
