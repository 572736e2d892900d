package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.Documentation;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.ProjectName;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stage 12, first half: the README and the commands that it tells its reader to run. */
@Component
final class WriteDocumentation implements StepHandler {

    static final String README = "README.md";

    private final Roles roles;
    private final LanguageProfiles languages;

    WriteDocumentation(Roles roles, LanguageProfiles languages) {
        this.roles = roles;
        this.languages = languages;
    }

    @Override
    public Step step() {
        return Step.WRITE_DOCUMENTATION;
    }

    @Override
    public StepResult run(StepWork work) {
        Map<String, Object> commands = new LinkedHashMap<>();
        languages.find(work.facts().language()).ifPresent(profile -> {
            commands.put("build", profile.buildCommand());
            commands.put("test", profile.testCommand());
        });
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("requirements", work.answer(Step.PARSE_REQUIREMENTS, Map.class));
        input.put("structure", work.answer(Step.PLAN_STRUCTURE, Map.class));
        input.put("commands", commands);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("build", work.answer(Step.VALIDATE, CheckReport.class).status());
        report.put(
                "tests",
                Checks.report(work, Step.RUN_TESTS).map(CheckReport::status).orElse(Status.NOT_RUN));
        input.put("report", report);
        RoleAnswer<Documentation> answer = roles.askOfCode(work, "writer", Documentation.class, input);
        String readme = ProjectName.of(work.request())
                .map(name -> name.inReadme(answer.value().readme()))
                .orElseGet(() -> answer.value().readme());
        Documentation documentation = new Documentation(readme, answer.value().commands());
        return new StepResult(
                        work.write(documentation),
                        Outcome.completed("README written, %d commands in it%s"
                                .formatted(documentation.commands().size(), Roles.unseen(work, input))))
                .withFiles(List.of(new DropFile(README, readme)))
                .with("provenance", answer.provenance());
    }
}
