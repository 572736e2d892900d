package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.Diagnostic;
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
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.ScriptedChecks;
import io.quantumlayer.worker.check.TestChecks;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.Answered;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    @Test
    void buildThatPassesCompletesTheStage() {
        StepResult result = validated("python", ScriptedChecks.passed());

        assertThat(result.outcome()).isEqualTo(Outcome.completed("Built with Scripted 1.0"));
        assertThat(report(result).status()).isEqualTo(Status.PASSED);
        assertThat(result.metadata()).containsEntry("toolchain", "Scripted 1.0").containsEntry("backend", "scripted");
    }

    @Test
    void buildThatFailsNamesItsFirstError() {
        StepResult result = validated("python", broken("undefined: x"));

        assertThat(result.outcome().failed()).isTrue();
        assertThat(result.outcome().testsAtFault()).isFalse();
        assertThat(result.outcome().reasons()).containsExactly("The project does not build: adding.py:3: undefined: x");
        assertThat(report(result).feedback()).contains("adding.py:3:7: undefined: x");
    }

    @Test
    void buildThatFailsWithoutAPlaceSaysWhereItsLogIs() {
        StepResult result = validated("python", ScriptedChecks.failed("out of luck", List.of()));

        assertThat(result.outcome().reasons())
                .containsExactly("The project does not build: make failed; the log is in the drop");
        assertThat(result.outcome().signature()).isEqualTo("out of luck");
    }

    @Test
    void sameErrorInAnotherLineIsTheSameAndAnotherNumberIsAnother() {
        String first = signature("adding.py, line 3: takes 1 argument, 2 given");

        assertThat(signature("adding.py, line 30: takes 1 argument, 2 given")).isEqualTo(first);
        assertThat(signature("adding.py, line 3: takes 1 argument, 3 given")).isNotEqualTo(first);
    }

    @Test
    void buildThatCouldNotBeRunIsAReasonAndNoFailure() {
        StepResult result = validated("python", ScriptedChecks.notRun("no sandbox works on this machine"));

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons()).containsExactly("Not built: no sandbox works on this machine");
        assertThat(report(result).ran()).isFalse();
    }

    @Test
    void languageWithoutAToolchainIsNotBuiltAndTheOthersAreNamed() {
        StepResult result = validated("cobol");

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons())
                .singleElement()
                .asString()
                .contains("Not built: there is no toolchain for cobol here", "python");
    }

    @Test
    void syntaxErrorFailsTheStageEvenIfTheBuildPasses() {
        FileReport report = report(new Diagnostic("adding.py", Diagnostic.Severity.ERROR, "syntax", "odd", 2, 1, null));

        StepResult result = validate(report, ScriptedChecks.passed()).run(planned("adding.py"));

        assertThat(result.outcome().reasons()).containsExactly("The project does not build: adding.py:2: odd");
    }

    @Test
    void warningOfTheParserFailsNothing() {
        FileReport report =
                report(new Diagnostic("adding.py", Diagnostic.Severity.WARNING, "not_searched", "long", 0, 0, null));

        assertThat(validate(report, ScriptedChecks.passed())
                        .run(planned("adding.py"))
                        .outcome()
                        .failed())
                .isFalse();
    }

    @Test
    void entryPointThatItsFileDoesNotDeclareFailsTheStage() {
        FileReport report = new FileReport("adding.py", List.of(), List.of(), List.of(), null, List.of(), List.of());

        assertThat(validate(report, ScriptedChecks.passed())
                        .run(planned("adding.py"))
                        .outcome()
                        .reasons())
                .singleElement()
                .asString()
                .contains("The planned entry point 'add' is not declared in this file.");
    }

    @Test
    void codeThatTheParserDoesNotKnowIsBuiltAllTheSame() {
        Validate step = new Validate(
                new CodeAnalysis(request -> {
                    throw Answered.with("parser", 422, "The language is not known.", null, Map.of());
                }),
                new LanguageProfiles(),
                ScriptedChecks.answering(ScriptedChecks.passed()));

        StepResult result = step.run(planned("adding.py"));

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons())
                .containsExactly("Syntax was not checked: the parser does not know python.");
    }

    private static String signature(String message) {
        return Objects.requireNonNull(
                validated("python", broken(message)).outcome().signature());
    }

    private static CheckResult broken(String message) {
        return ScriptedChecks.failed("", List.of(new CheckResult.Diagnostic("adding.py", 3, 7, message)));
    }

    private static StepResult validated(String language, CheckResult... builds) {
        return new Validate(
                        new CodeAnalysis(request -> new ProjectReport(language, List.of())),
                        new LanguageProfiles(),
                        ScriptedChecks.answering(builds))
                .run(new FakeRun(language, new DropFile("adding.py", "the code")).at(Step.VALIDATE));
    }

    private static Validate validate(FileReport report, CheckResult build) {
        return new Validate(
                new CodeAnalysis(request -> new ProjectReport("python", List.of(report))),
                new LanguageProfiles(),
                ScriptedChecks.answering(build));
    }

    private static FileReport report(Diagnostic found) {
        return new FileReport(
                "adding.py",
                List.of(found),
                List.of(new Symbol("function", "add", "add", "add(a, b)", "public", null, 1, 2, 1, 0, 2)),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private static CheckReport report(StepResult result) {
        return FakeRun.JSON.readValue(result.artifact(), CheckReport.class);
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
