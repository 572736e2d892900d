package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidateTests {

    private final Validate step = new Validate(
            new CodeAnalysis(request -> new ProjectReport("python", List.of())),
            new LanguageProfiles(),
            TestSandboxes.checks("none"));

    @Test
    void entryPointInAFileThatDoesNotExistFailsTheStage() {
        StepResult result = step.run(planned("nowhere.py"));

        assertThat(result.state()).isEqualTo(StageState.FAILED);
        assertThat(result.reasons()).singleElement().asString().contains("nowhere.py", "'add'", "does not exist");
    }

    @Test
    void entryPointInAFileThatTheParserDoesNotReadIsTaken() {
        assertThat(step.run(planned("adding.py")).state()).isEqualTo(StageState.COMPLETED);
    }

    private static StepWork planned(String entry) {
        ProjectStructure structure = new ProjectStructure(
                List.of(new PlannedFile("adding.py", "source", "adds", List.of())),
                List.of(new EntryPoint(entry, "add", null)));
        return new FakeRun("python", new DropFile("adding.py", "the code"))
                .with(Step.PLAN_STRUCTURE, StepResult.completed(FakeRun.JSON.writeValueAsString(structure), "planned"))
                .at(Step.VALIDATE);
    }
}
