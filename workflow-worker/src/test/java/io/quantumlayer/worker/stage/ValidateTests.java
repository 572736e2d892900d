package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.Symbol;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.check.TestChecks;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateTests {

    private final Validate step = new Validate(
            new CodeAnalysis(request -> new ProjectReport("python", List.of())),
            new LanguageProfiles(),
            TestChecks.on("none"));

    @Test
    void entryPointInAFileThatDoesNotExistFailsTheStage() {
        StepResult result = step.run(planned("nowhere.py"));

        assertThat(result.outcome().state()).isEqualTo(StageState.FAILED);
        assertThat(result.outcome().reasons())
                .singleElement()
                .asString()
                .contains("nowhere.py", "'add'", "does not exist");
    }

    @Test
    void entryPointInAFileThatTheParserDoesNotReadIsTaken() {
        assertThat(step.run(planned("adding.py")).outcome().state()).isEqualTo(StageState.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"HIGH, FAILED", "MEDIUM, FAILED", "LOW, COMPLETED"})
    void codeThatIsAStubFailsTheStageByTheNameOfWhatIsMissing(Finding.Severity severity, StageState state) {
        Finding stub = new Finding(
                "adding.py",
                Finding.Category.STUB,
                "not-implemented",
                severity,
                "'add' is not implemented",
                1,
                1,
                null,
                null);
        FileReport report = new FileReport(
                "adding.py",
                List.of(),
                List.of(new Symbol("function", "add", "add", "add(a, b)", "public", null, 1, 2, 1, 0, 2)),
                List.of(),
                null,
                List.of(stub),
                List.of());
        Validate parsed = new Validate(
                new CodeAnalysis(request -> new ProjectReport("python", List.of(report))),
                new LanguageProfiles(),
                TestChecks.on("none"));

        StepResult result = parsed.run(planned("adding.py"));

        assertThat(result.outcome().state()).isEqualTo(state);
        assertThat(result.outcome().reasons()).isNotEmpty();
        assertThat(result.outcome().reasons().toString().contains("'add' is not implemented"))
                .isEqualTo(state == StageState.FAILED);
    }

    private static StepWork planned(String entry) {
        ProjectStructure structure = new ProjectStructure(
                List.of(new PlannedFile("adding.py", FileKind.SOURCE, "adds", List.of())),
                List.of(new EntryPoint(entry, "add", null)));
        return new FakeRun("python", new DropFile("adding.py", "the code"))
                .with(
                        Step.PLAN_STRUCTURE,
                        new StepResult(FakeRun.JSON.writeValueAsString(structure), Outcome.completed("planned")))
                .at(Step.VALIDATE);
    }
}
