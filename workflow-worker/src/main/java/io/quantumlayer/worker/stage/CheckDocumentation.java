package io.quantumlayer.worker.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.project.Documentation;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.ProjectChecks;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stage 12, second half: every command of the README is executed, and the README says which of them work. */
@Component
final class CheckDocumentation implements StepHandler {

    private final LanguageProfiles languages;
    private final ProjectChecks checks;

    CheckDocumentation(LanguageProfiles languages, ProjectChecks checks) {
        this.languages = languages;
        this.checks = checks;
    }

    @Override
    public Step step() {
        return Step.CHECK_DOCUMENTATION;
    }

    @Override
    public StepResult run(StepWork work) {
        Documentation documentation = work.answer(Step.WRITE_DOCUMENTATION, Documentation.class);
        List<DropFile> readme = work.files(Step.WRITE_DOCUMENTATION);
        StepResult result =
                new StepResult(documentation.readme(), Outcome.completed("README without commands")).withFiles(readme);
        Optional<LanguageProfile> profile = languages.find(work.facts().language());
        if (documentation.commands().isEmpty()) {
            return result;
        }
        if (profile.isEmpty()) {
            String reason = "The README's commands were not run: there is no toolchain for %s here."
                    .formatted(work.facts().language());
            return result.with(Outcome.completed(reason).withReasons(List.of(reason)));
        }
        List<DropFile> files = ProjectFiles.of(work, Step.WRITE_CODE, Step.RESOLVE_DEPENDENCIES, Step.WRITE_TESTS);
        List<Executed> executed =
                checks.commands(profile.get(), files, documentation.commands(), work.cancellation()).stream()
                        .map(Executed::of)
                        .toList();
        List<String> reasons = executed.stream()
                .filter(command -> command.status() != Status.PASSED)
                .map(command -> "The README's command '%s' %s"
                                .formatted(
                                        command.command(), command.status() == Status.FAILED ? "fails" : "was not run")
                        + (command.reason() == null ? "." : ": " + command.reason() + "."))
                .toList();
        String summary =
                "%d of %d commands of the README work".formatted(executed.size() - reasons.size(), executed.size());
        return result.with(Outcome.completed(summary).withReasons(reasons)).with("commands", executed);
    }

    /**
     * A command of the README and how it ended; a server has passed when it answered.
     *
     * @param reason why it did not pass
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Executed(
            @JsonProperty("command") String command,
            @JsonProperty("status") Status status,
            @JsonProperty("reason") @Nullable String reason) {

        static Executed of(CheckResult result) {
            return new Executed(String.valueOf(result.command()), result.status(), result.reason());
        }
    }
}
