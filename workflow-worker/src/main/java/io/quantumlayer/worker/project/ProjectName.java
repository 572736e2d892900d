package io.quantumlayer.worker.project;

import io.quantumlayer.contracts.project.ProjectKey;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.workflow.GenerationRequest;
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

    private static final Pattern HEADING = Pattern.compile("(?m)^# +(?<title>.*?) *#* *$");

    /** What follows a name in a title without being part of it: {@code Shop: a service}, {@code Shop 1.0}. */
    private static final Pattern BYLINE = Pattern.compile("\\s*[:(,|–—].*|\\s+(?:-\\s|v?\\d+\\.).*");

    /** The name that a request states. */
    public static Optional<ProjectName> of(GenerationRequest request) {
        Object name = request.requirements().get("project_name");
        return name instanceof String text && !text.isBlank()
                ? Optional.of(new ProjectName(text.strip()))
                : Optional.empty();
    }

    /**
     * The requirements under this name; a title that is the name with a byline is left as it is, and so is the name where
     * no key keeps this one, which starts refuse.
     */
    public Requirements in(Requirements answer) {
        return new Requirements(
                ProjectKey.of(stated).orElseGet(answer::name),
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
        return title != null && (same(title) || same(BYLINE.matcher(title).replaceFirst("")));
    }

    private boolean same(String title) {
        return ProjectKey.of(stated)
                .map(key -> key.equals(ProjectKey.kebab(title)))
                .orElseGet(() -> title.equals(stated));
    }
}
