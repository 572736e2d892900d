package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.FileHash;
import io.quantumlayer.worker.project.ProjectManifest;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummariseTests {

    private static final DropFile CODE = new DropFile("adding.py", "the code");
    private static final DropFile TESTS = new DropFile("tests/test_adding.py", "a test");

    private final FakeRun run = new FakeRun("python", CODE)
            .withDocument()
            .withTests(Map.of("test_adds", "R1", "test_more", "R2"), TESTS)
            .with(Step.RUN_TESTS, checked(Outcome.completed("2 of 2 tests passed")));

    @Test
    void runWithoutAReasonIsComplete() {
        StepResult result = summarise();

        assertThat(result.outcome())
                .isEqualTo(Outcome.completed("Verdict: complete").withVerdict(Verdict.COMPLETE));
        assertThat(result.files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo(ProjectManifest.PATH);
            assertThat(file.content()).isEqualTo(result.artifact() + "\n");
        });
    }

    @Test
    void everyReasonIsToldOnceInTheOrderOfTheSteps() {
        run.with(Step.RUN_TESTS, checked(Outcome.completed("tested").withReasons(List.of("late", "twice"))))
                .with(Step.VALIDATE, checked(Outcome.completed("built").withReasons(List.of("early", "twice"))));

        StepResult result = summarise();

        assertThat(result.outcome().verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(result.outcome().reasons()).containsExactly("early", "twice", "late");
        assertThat(manifest(result).reasons()).containsExactly("early", "twice", "late");
    }

    @Test
    void stepThatFailedFailsTheRun() {
        run.with(
                Step.VALIDATE,
                checked(Outcome.completed("does not build").because("a reason").failing("signature", false)));

        assertThat(summarise().outcome().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void manifestNamesEveryFileByItsHash() {
        assertThat(manifest(summarise()).files()).extracting(FileHash::path).containsExactly(CODE.path(), TESTS.path());
    }

    @Test
    void manifestSaysHowTheChecksEnded() {
        run.leaving(
                Step.RUN_TESTS,
                Map.of(
                        "status",
                        "failed",
                        "reason",
                        "exit code 1",
                        "toolchain",
                        "Python 3",
                        "seconds",
                        1,
                        "diagnostics",
                        List.of(),
                        "tests",
                        List.of(
                                Map.of("name", "test_adds", "passed", true),
                                Map.of("name", "test_more", "passed", false)),
                        "log",
                        ""));

        ProjectManifest manifest = manifest(summarise());

        assertThat(manifest.build().status()).isEqualTo("passed");
        assertThat(manifest.tests()).isEqualTo(new ProjectManifest.Checked("failed", "exit code 1", "Python 3", 2, 1));
    }

    @Test
    void testsThatWereLeftOutSayWhy() {
        run.with(
                Step.RUN_TESTS,
                new StepResult("no need", Outcome.notApplicable("no need").because("no need")));

        StepResult result = summarise();

        assertThat(manifest(result).tests()).isEqualTo(ProjectManifest.Checked.notRun("no need"));
        assertThat(result.outcome().reasons()).containsExactly("no need");
    }

    @Test
    void requirementIsCoveredByTheTestsThatTheReportSaysShowIt() {
        run.leaving(
                Step.RUN_TESTS,
                Map.of(
                        "status",
                        "passed",
                        "seconds",
                        1,
                        "diagnostics",
                        List.of(),
                        "tests",
                        List.of(),
                        "coverage",
                        Map.of("covered", Map.of("R1", List.of("test_adds")), "uncovered", List.of("R2")),
                        "log",
                        ""));

        assertThat(manifest(summarise()).clauses())
                .extracting(ProjectManifest.Clause::covered)
                .containsExactly(true, false);
    }

    private StepResult summarise() {
        return new Summarise(new LanguageProfiles()).run(run.at(Step.SUMMARISE));
    }

    private static ProjectManifest manifest(StepResult result) {
        return FakeRun.JSON.readValue(result.artifact(), ProjectManifest.class);
    }

    private static StepResult checked(Outcome outcome) {
        return new StepResult(
                "{\"status\":\"passed\",\"seconds\":1,\"diagnostics\":[],\"tests\":[],\"log\":\"\"}", outcome);
    }
}
