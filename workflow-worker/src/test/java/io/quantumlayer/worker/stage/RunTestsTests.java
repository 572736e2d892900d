package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.DeclaredTest;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import io.quantumlayer.worker.check.ScriptedChecks;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.check.report.TestOutcome.Result;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run of two tests, each of which covers a requirement, leads to. */
class RunTestsTests {

    private static final String FILE = "tests/test_adding.py";
    private static final DropFile TESTS = new DropFile(FILE, "def test_adds(self)\ndef test_more(self)");
    private static final TestOutcome ADDS = new TestOutcome("test_adds", Result.PASSED, null);
    private static final TestOutcome MORE = new TestOutcome("test_more", Result.PASSED, null);

    private List<Finding> findings = List.of();

    @Test
    void testsThatAllPassAndCoverEverythingLeaveNothingToSay() {
        StepResult result = run(ScriptedChecks.passed(ADDS, MORE));

        assertThat(result.outcome()).isEqualTo(Outcome.completed("2 of 2 tests passed"));
        assertThat(result.files()).containsExactly(TESTS);
        assertThat(result.metadata()).containsKeys("command", "toolchain", "coverage");
    }

    @Test
    void requirementWhoseTestDidNotRunIsNotShown() {
        StepResult result = run(ScriptedChecks.passed(ADDS));

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons())
                .containsExactly(
                        "The test 'test_more' in tests/test_adding.py did not run.",
                        "Requirement R2 is not shown by any test that ran.");
    }

    @Test
    void testThatReportsAndIsNotDeclaredIsNamed() {
        StepResult result = run(ScriptedChecks.passed(ADDS, MORE, new TestOutcome("test_forged", Result.PASSED, null)));

        assertThat(result.outcome().reasons())
                .containsExactly("The test 'test_forged' reported, and no test file declares it.");
    }

    @Test
    void skippedTestShowsNothing() {
        StepResult result = run(ScriptedChecks.passed(ADDS, new TestOutcome("test_more", Result.NO_EVIDENCE, "skip")));

        assertThat(result.outcome().reasons())
                .containsExactly(
                        "The test 'test_more' shows nothing: skip.",
                        "Requirement R2 is not shown by any test that ran.");
    }

    @Test
    void failedTestFailsTheStageAndNobodyIsAtFaultYet() {
        StepResult result = run(ScriptedChecks.failed("", List.of(), ADDS, failed("2 != 3")));

        assertThat(result.outcome().failed()).isTrue();
        assertThat(result.outcome().testsAtFault()).isFalse();
        assertThat(result.outcome().reasons()).containsExactly("Test failed: test_more");
        assertThat(result.outcome().signature()).isEqualTo("test_more 2 != 3");
    }

    @Test
    void anotherValueIsAnotherError() {
        assertThat(run(ScriptedChecks.failed("", List.of(), failed("2 != 3")))
                        .outcome()
                        .signature())
                .isNotEqualTo(run(ScriptedChecks.failed("", List.of(), failed("4 != 3")))
                        .outcome()
                        .signature());
    }

    @Test
    void testsThatCannotBeLoadedAreTheirAuthors() {
        StepResult result = run(ScriptedChecks.failed("", List.of(new Diagnostic(FILE, 1, 0, "SyntaxError"))));

        assertThat(result.outcome().testsAtFault()).isTrue();
        assertThat(result.outcome().reasons()).containsExactly("The tests could not be run to their end: exit code 1");
    }

    @Test
    void fileThatIsReportedAsATestOfItsNameIsTheTestsAuthors() {
        StepResult result = run(ScriptedChecks.failed(
                "",
                List.of(new Diagnostic(FILE, 1, 0, "SyntaxError")),
                new TestOutcome("/project/" + FILE, Result.FAILED, "cannot be loaded")));

        assertThat(result.outcome().testsAtFault()).isTrue();
    }

    @Test
    void errorInTheCodeIsNotTheTests() {
        StepResult result = run(ScriptedChecks.failed("", List.of(new Diagnostic("adding.py", 1, 0, "SyntaxError"))));

        assertThat(result.outcome().testsAtFault()).isFalse();
    }

    @Test
    void runWithoutATestIsTheTestsAuthors() {
        StepResult result = run(ScriptedChecks.failed("nothing to do", List.of()));

        assertThat(result.outcome().testsAtFault()).isTrue();
        assertThat(result.outcome().signature()).isEqualTo("nothing to do");
    }

    @Test
    void runThatDidNotComeToItsEndIsNotOne() {
        StepResult result = run(ScriptedChecks.incomplete("the report has no end", ADDS, MORE));

        assertThat(result.outcome().failed()).isTrue();
        assertThat(result.outcome().testsAtFault()).isFalse();
        assertThat(result.outcome().reasons())
                .containsExactly("The tests could not be run to their end: the report has no end");
    }

    @Test
    void testThatTestsNothingGoesBackToItsAuthor() {
        findings = List.of(new Finding(
                FILE,
                Finding.Category.STUB,
                "empty-test",
                Finding.Severity.HIGH,
                "It tests nothing",
                2,
                1,
                null,
                null));

        StepResult result = run(ScriptedChecks.passed(ADDS, MORE));

        assertThat(result.outcome().failed()).isTrue();
        assertThat(result.outcome().testsAtFault()).isTrue();
        assertThat(result.outcome().signature()).isEqualTo(FILE + " It tests nothing");
    }

    @Test
    void testsThatCouldNotBeRunAreAReasonAndNoFailure() {
        StepResult result = run(ScriptedChecks.notRun("no sandbox works on this machine"));

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons()).containsExactly("Tests were not run: no sandbox works on this machine");
    }

    @Test
    void testsOfALanguageWithoutAToolchainAreKeptAndNotRun() {
        StepResult result = step().run(new FakeRun("cobol", new DropFile("adding.cob", "the code"))
                .withTests(Map.of(), TESTS)
                .at(Step.RUN_TESTS));

        assertThat(result.files()).containsExactly(TESTS);
        assertThat(result.outcome().reasons())
                .containsExactly("Tests were not run: there is no toolchain for cobol here.");
    }

    private StepResult run(CheckResult result) {
        return step(result)
                .run(new FakeRun("python", new DropFile("adding.py", "the code"))
                        .withTests(Map.of("test_adds", "R1", "test_more", "R2"), TESTS)
                        .at(Step.RUN_TESTS));
    }

    private RunTests step(CheckResult... results) {
        FileReport declared = new FileReport(
                FILE,
                List.of(),
                List.of(),
                List.of(),
                null,
                findings,
                List.of(new DeclaredTest("test_adds", 1, true), new DeclaredTest("test_more", 2, true)));
        return new RunTests(
                new LanguageProfiles(),
                ScriptedChecks.answering(results),
                new CodeAnalysis(request -> new ProjectReport("python", List.of(declared))));
    }

    private static TestOutcome failed(String message) {
        return new TestOutcome("test_more", Result.FAILED, message);
    }
}
