package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.contracts.parser.DeclaredTest;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.check.ProjectChecks;
import io.quantumlayer.worker.check.TestChecks;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run of two tests, of which the second claims the requirement R2, shows. */
class RunTestsIT {

    private static final ProjectChecks CHECKS = TestChecks.on("bubblewrap", "unshare");

    private static final String FILE = "tests/test_adding.py";
    private static final DeclaredTest FIRST = new DeclaredTest("test_adds", 8, true);
    private static final DeclaredTest SECOND = new DeclaredTest("test_adds_more", 12, true);
    private static final Map<String, String> COVERS = Map.of("test_adds", "R1", "test_adds_more", "R2");

    @Test
    void testsThatRanAsDeclaredShowTheirRequirements() {
        StepResult result = run("", "self.assertEqual(add(2, 2), 4)", List.of(FIRST, SECOND), List.of());

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons()).isEmpty();
        assertThat(result.outcome().summary()).isEqualTo("2 of 2 tests passed");
    }

    /** What stands before the second test and in it, and the reasons that follow. */
    static Stream<Arguments> withoutEvidence() {
        String uncovered = "Requirement R2 is not shown by any test that ran.";
        return Stream.of(
                arguments(
                        "@unittest.expectedFailure",
                        "self.assertEqual(add(2, 2), 5)",
                        List.of("The test 'test_adds_more' shows nothing: expected failure.", uncovered)),
                arguments(
                        "@unittest.skip('later')",
                        "self.assertEqual(add(2, 2), 4)",
                        List.of("The test 'test_adds_more' shows nothing: skipped 'later'.", uncovered)));
    }

    @ParameterizedTest
    @MethodSource("withoutEvidence")
    void testWithoutEvidenceLeavesItsRequirementUncovered(String mark, String body, List<String> reasons) {
        StepResult result = run(mark, body, List.of(FIRST, SECOND), List.of());

        assertThat(result.outcome().state()).isEqualTo(StageState.COMPLETED);
        assertThat(result.outcome().reasons()).containsExactlyElementsOf(reasons);
    }

    @Test
    void emptyTestGoesBackToTheTester() {
        Finding empty = new Finding(
                FILE,
                Finding.Category.STUB,
                "empty-test",
                Finding.Severity.HIGH,
                "The test 'test_adds_more' tests nothing",
                12,
                5,
                null,
                null);

        StepResult result = run("", "pass", List.of(FIRST, SECOND), List.of(empty));

        assertThat(result.outcome().state()).isEqualTo(StageState.FAILED);
        assertThat(result.outcome().testsAtFault()).isTrue();
        assertThat(result.outcome().signature()).contains("tests nothing");
        assertThat(result.outcome().reasons())
                .containsExactly("tests/test_adding.py:12: The test 'test_adds_more' tests nothing.");
        assertThat(FakeRun.JSON.readValue(result.artifact(), CheckReport.class).coverage())
                .satisfies(coverage -> assertThat(coverage.uncovered()).containsExactly("R2"));
    }

    @Test
    void declaredTestThatDidNotRunIsNamed() {
        StepResult result = run(
                "",
                "self.assertEqual(add(2, 2), 4)",
                List.of(
                        FIRST,
                        SECOND,
                        new DeclaredTest("test_subtracts", 20, true),
                        new DeclaredTest("test_*", 30, false)),
                List.of());

        assertThat(result.outcome().reasons())
                .containsExactly("The test 'test_subtracts' in tests/test_adding.py did not run.");
    }

    @Test
    void reportedTestThatNobodyDeclaresIsNamed() {
        String body = """
                self.assertEqual(add(2, 2), 4)

                setattr(AddingTest, "test_" + "f" + "orged", AddingTest.test_adds)
                """.stripTrailing();

        StepResult result = run("", body, List.of(FIRST, SECOND), List.of());

        assertThat(result.outcome().reasons())
                .containsExactly("The test 'test_forged' reported, and no test file declares it.");
    }

    @Test
    void nameThatIsComputedIsKnownByItsPattern() {
        String body = """
                self.assertEqual(add(2, 2), 4)

                setattr(AddingTest, "test_" + "f" + "orged", AddingTest.test_adds)
                """.stripTrailing();

        StepResult result = run("", body, List.of(FIRST, SECOND, new DeclaredTest("test_f*d", 1, false)), List.of());

        assertThat(result.outcome().reasons()).isEmpty();
    }

    @Test
    void runThatEndsEarlyHasFailedAndSaysSo() {
        StepResult result = run("", "import os; os._exit(0)", List.of(FIRST, SECOND), List.of());

        assertThat(result.outcome().state()).isEqualTo(StageState.FAILED);
        assertThat(result.outcome().reasons())
                .containsExactly("The tests could not be run to their end: "
                        + "the run of the tests ended before its end: 1 test reported");
    }

    /** The class of a test and the test, and whether it passes. */
    static Stream<Arguments> whatTestsReturn() {
        String shown = "self.assertEqual(add(1, 2), 3)";
        return Stream.of(
                arguments("TestCase", "async def test_adds(self):\n  " + shown, false),
                arguments("TestCase", "def test_adds(self):\n  " + shown + "\n  yield", false),
                arguments("TestCase", "async def test_adds(self):\n  " + shown + "\n  yield", false),
                arguments("TestCase", "test_adds = lambda self: add(1, 2)", false),
                arguments("TestCase", "test_adds = lambda self: " + shown, true),
                arguments("IsolatedAsyncioTestCase", "async def test_adds(self):\n  " + shown, true),
                arguments("IsolatedAsyncioTestCase", "def test_adds(self):\n  " + shown, true),
                arguments("IsolatedAsyncioTestCase", "async def test_adds(self):\n  self.fail()", false),
                arguments("IsolatedAsyncioTestCase", "async def test_adds(self):\n  " + shown + "\n  yield", false),
                arguments("IsolatedAsyncioTestCase", "def test_adds(self):\n  " + shown + "\n  yield", false));
    }

    @ParameterizedTest
    @MethodSource("whatTestsReturn")
    void testThatReturnsSomethingHasNotPassed(String type, String test, boolean passes) {
        String tests = "import unittest\nfrom adding import add\nclass T(unittest.%s):\n %s\n".formatted(type, test);
        FakeRun run = new FakeRun("python", new DropFile("adding.py", "def add(a, b):\n    return a + b\n"))
                .withTests(Map.of("test_adds", "R1"), new DropFile("tests/__init__.py", ""), new DropFile(FILE, tests));
        CodeAnalysis none = new CodeAnalysis(request -> new ProjectReport("python", List.of()));

        StepResult result = new RunTests(new LanguageProfiles(), CHECKS, none).run(run.at(Step.RUN_TESTS));

        assertThat(result.outcome().state()).isEqualTo(passes ? StageState.COMPLETED : StageState.FAILED);
    }

    /** A test file, and whether its author alone is asked for another. */
    static Stream<Arguments> whoseFault() {
        return Stream.of(
                arguments("from adding import plus\n", true),
                arguments("import nowhere\n", true),
                arguments("import unittest\n", true),
                arguments(
                        "import unittest\nclass T(unittest.TestCase):\n def test_adds(self):\n  self.assertEqual(1, 2)\n",
                        false),
                arguments("from broken import add\n", false));
    }

    @ParameterizedTest
    @MethodSource("whoseFault")
    void testsThatCannotBeLoadedOrAreNotThereAreTheirAuthorsFault(String tests, boolean testsAtFault) {
        FakeRun run = new FakeRun(
                        "python",
                        new DropFile("adding.py", "def add(a, b):\n    return a + b\n"),
                        new DropFile("broken.py", "raise ValueError('broken')\n"))
                .withTests(COVERS, new DropFile("tests/__init__.py", ""), new DropFile(FILE, tests));
        CodeAnalysis none = new CodeAnalysis(request -> new ProjectReport("python", List.of()));

        StepResult result = new RunTests(new LanguageProfiles(), CHECKS, none).run(run.at(Step.RUN_TESTS));

        assertThat(result.outcome().state()).isEqualTo(StageState.FAILED);
        assertThat(result.outcome().testsAtFault()).isEqualTo(testsAtFault);
    }

    @Test
    void testsOfJavaWithoutAProgramThatRunsThemAreTheirAuthorsFault() {
        FakeRun run = new FakeRun(
                        "java",
                        new DropFile("src/main/java/adding/Adding.java", "package adding; public class Adding {}"))
                .withTests(COVERS, new DropFile("src/test/java/adding/Checks.java", "package adding; class Checks {}"));
        CodeAnalysis none = new CodeAnalysis(request -> new ProjectReport("java", List.of()));

        StepResult result = new RunTests(new LanguageProfiles(), CHECKS, none).run(run.at(Step.RUN_TESTS));

        assertThat(result.outcome().state()).isEqualTo(StageState.FAILED);
        assertThat(result.outcome().testsAtFault()).isTrue();
    }

    private static StepResult run(String mark, String body, List<DeclaredTest> declared, List<Finding> findings) {
        DropFile tests = new DropFile(FILE, """
                import unittest

                from adding import add


                class AddingTest(unittest.TestCase):

                    def test_adds(self):
                        self.assertEqual(add(1, 2), 3)

                    %s
                    def test_adds_more(self):
                        %s
                """.formatted(mark, body));
        FakeRun run = new FakeRun("python", new DropFile("adding.py", "def add(a, b):\n    return a + b\n"))
                .withTests(COVERS, new DropFile("tests/__init__.py", ""), tests);
        CodeAnalysis analysis = new CodeAnalysis(request -> new ProjectReport(
                "python", List.of(new FileReport(FILE, List.of(), List.of(), List.of(), null, findings, declared))));
        return new RunTests(new LanguageProfiles(), CHECKS, analysis).run(run.at(Step.RUN_TESTS));
    }
}
