package io.quantumlayer.worker.check.report;

import static io.quantumlayer.worker.language.TestReportFormat.GO_JSON;
import static io.quantumlayer.worker.language.TestReportFormat.TAP;
import static io.quantumlayer.worker.language.TestReportFormat.UNITTEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.worker.check.report.TestOutcome.Result;
import io.quantumlayer.worker.language.TestReportFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestReportTests {

    @Test
    void unittestNamesEachTestAndTheLastLineOfItsFailure() {
        List<TestOutcome> outcomes = tests(TestReportFormat.UNITTEST, """
                test_adds (tests.test_a.AddingTest.test_adds) ... ok
                test_prints (tests.test_a.AddingTest.test_prints) ... a line of its own
                ok
                test_skips (tests.test_a.AddingTest.test_skips) ... skipped 'not today'
                test_subtracts (tests.test_a.AddingTest.test_subtracts) ... FAIL

                ======================================================================
                FAIL: test_subtracts (tests.test_a.AddingTest.test_subtracts)
                ----------------------------------------------------------------------
                Traceback (most recent call last):
                  File "/project/tests/test_a.py", line 9, in test_subtracts
                    self.assertEqual(1, 2)
                AssertionError: 1 != 2

                ----------------------------------------------------------------------
                Ran 4 tests in 0.001s

                FAILED (failures=1, skipped=1)
                """);

        assertThat(outcomes)
                .extracting(TestOutcome::name, TestOutcome::passed, TestOutcome::message)
                .containsExactly(
                        tuple("test_adds", true, null),
                        tuple("test_prints", true, null),
                        tuple("test_skips", false, "skipped 'not today'"),
                        tuple("test_subtracts", false, "AssertionError: 1 != 2"));
    }

    @Test
    void moduleThatCannotBeImportedIsNoTest() {
        assertThat(tests(TestReportFormat.UNITTEST, """
                tests.test_a (unittest.loader._FailedTest.tests.test_a) ... ERROR

                ----------------------------------------------------------------------
                Ran 1 test in 0.000s
                """)).isEmpty();
    }

    @Test
    void aReportThatAnnouncesMoreThanANumberHoldsIsIncomplete() {
        assertThat(TestReport.read(TAP, "ok 1 - adds\n1..99999999999\n").incomplete())
                .isNotNull();
        assertThat(TestReport.read(TAP, "1..99999999999\nok 1 - adds\n1..1\n").incomplete())
                .isNotNull();
        assertThat(TestReport.read(UNITTEST, """
                test_adds (tests.test_a.AddingTest.test_adds) ... ok

                Ran 99999999999 tests in 0.001s

                OK
                """).incomplete()).isNotNull();
    }

    @Test
    void tapOfARunnerNamesTestsAndReasons() {
        List<TestOutcome> outcomes = tests(TestReportFormat.TAP, """
                ok 1 - acceptsValid
                not ok 2 - refusesInvalid
                # java.lang.AssertionError: expected <false> but was <true>
                ok 3 - later # SKIP not yet
                1..3
                """);

        assertThat(outcomes)
                .extracting(TestOutcome::name, TestOutcome::passed, TestOutcome::message)
                .containsExactly(
                        tuple("acceptsValid", true, null),
                        tuple("refusesInvalid", false, "java.lang.AssertionError: expected <false> but was <true>"),
                        tuple("later", false, "SKIP not yet"));
    }

    @Test
    void nestedTapCountsTestsButNotTheirSuites() {
        List<TestOutcome> outcomes = tests(TestReportFormat.TAP, """
                TAP version 13
                # Subtest: iban
                    # Subtest: accepts
                    ok 1 - accepts
                      ---
                      duration_ms: 0.5
                      ...
                    # Subtest: refuses
                    not ok 2 - refuses
                      ---
                      duration_ms: 1.5
                      location: '/project/test/a.test.js:6:3'
                      failureType: 'testCodeFailure'
                      error: |-
                        Expected values to be strictly equal:
                      ...
                    1..2
                not ok 1 - iban
                  ---
                  duration_ms: 3
                  type: 'suite'
                  ...
                # Subtest: agrees with a reference
                    # Subtest: small numbers
                    ok 1 - small numbers
                      ---
                      duration_ms: 0.1
                      ...
                    1..1
                ok 2 - agrees with a reference
                  ---
                  duration_ms: 0.2
                  ...
                1..2
                """);

        assertThat(outcomes)
                .extracting(TestOutcome::name, TestOutcome::passed)
                .containsExactly(
                        tuple("accepts", true),
                        tuple("refuses", false),
                        tuple("small numbers", true),
                        tuple("agrees with a reference", true));
        assertThat(outcomes.get(1).message()).isEqualTo("Expected values to be strictly equal:");
    }

    @Test
    void fileWithoutTestsIsNoTestButOneThatCannotBeLoadedFails() {
        assertThat(tests(TestReportFormat.TAP, "ok 1 - /project/test/a.test.js\n1..1\n"))
                .isEmpty();
        assertThat(tests(TestReportFormat.TAP, "not ok 1 - /project/test/a.test.js\n1..1\n"))
                .extracting(TestOutcome::passed)
                .containsExactly(false);
    }

    @Test
    void goEventsNameTestsAndSubtestsStandUnderTheirParent() {
        String events = """
                {"Action":"run","Package":"a","Test":"TestAdds"}
                {"Action":"output","Package":"a","Test":"TestAdds","Output":"=== RUN   TestAdds\\n"}
                {"Action":"pass","Package":"a","Test":"TestAdds/small","Elapsed":0}
                {"Action":"pass","Package":"a","Test":"TestAdds","Elapsed":0}
                # a note of the compiler
                {"Action":"output","Package":"a","Test":"TestSubtracts","Output":"    a_test.go:9: expected 3, got 4\\n"}
                {"Action":"fail","Package":"a","Test":"TestSubtracts","Elapsed":0}
                {"Action":"fail","Package":"a","Elapsed":0.01}
                """;

        assertThat(tests(TestReportFormat.GO_JSON, events))
                .extracting(TestOutcome::name, TestOutcome::passed, TestOutcome::message)
                .containsExactly(
                        tuple("TestAdds", true, null), tuple("TestSubtracts", false, "a_test.go:9: expected 3, got 4"));
        assertThat(GoJsonReport.plain(events))
                .isEqualTo("=== RUN   TestAdds\n# a note of the compiler\n    a_test.go:9: expected 3, got 4\n");
    }

    @Test
    void outputWithoutAReportHasNoTests() {
        for (TestReportFormat format : TestReportFormat.values()) {
            assertThat(tests(format, "sh: 1: oops: not found\n")).isEmpty();
        }
    }

    /** Format, what the report says, and whether it is that of a run which came to its end. */
    static Stream<Arguments> endings() {
        String adds = "test_adds (tests.test_a.AddingTest.test_adds) ... ok\n";
        String late = "test_grüßt (tests.test_ä.GrüßeTest.test_grüßt) ... ok\n";
        String rule = "\n" + "-".repeat(70) + "\n";
        String goRun = "{\"Action\":\"run\",\"Package\":\"a\",\"Test\":\"TestAdds\"}\n";
        String goPass = "{\"Action\":\"pass\",\"Package\":\"a\",\"Test\":\"TestAdds\"}\n";
        String goEnd = "{\"Action\":\"pass\",\"Package\":\"a\"}\n";
        return Stream.of(
                arguments(UNITTEST, adds + late + rule + "Ran 2 tests in 0.001s\n\nOK\n", true),
                arguments(UNITTEST, adds + rule + "Ran 1 test in 0.001s\n\nOK (skipped=1)\n", true),
                arguments(UNITTEST, adds + rule + "Ran 1 test in 0.001s\n\nFAILED (failures=1)\n", true),
                arguments(UNITTEST, adds, false),
                arguments(UNITTEST, "", false),
                arguments(UNITTEST, adds + rule + "Ran 2 tests in 0.001s\n\nOK\n", false),
                arguments(UNITTEST, adds + late + rule + "Ran 1 test in 0.001s\n\nOK\n", false),
                arguments(UNITTEST, adds + rule + "Ran 1 test in 0.001s\n", false),
                arguments(UNITTEST, adds + rule + "Ran 1 test in 0.001s\n\nOK\nand more\n", false),
                arguments(UNITTEST, adds + rule + "Ran 1 test in 0.001s\n\nOK\nREPLACED TestCase.assertEqual\n", false),
                arguments(TAP, "ok 1 - adds\nok 2 - grüßt\n1..2\n", true),
                arguments(TAP, "1..2\nok 1 - adds\nok 2 - subtracts\n# done\n", true),
                arguments(TAP, "TAP version 14\nok 1 - a\n1..1\nTAP version 14\nok 1 - b\n1..1\n", true),
                arguments(TAP, "TAP version 13\n    ok 1 - inner\n    1..1\nok 1 - outer\n1..1\n# tests 2\n", true),
                arguments(TAP, "1..0 # no tests\n", true),
                arguments(TAP, "ok 1 - adds\n", false),
                arguments(TAP, "ok 1 - adds\n1..3\n", false),
                arguments(TAP, "ok 1 - adds\n1..1\nok 2 - and one more\n", false),
                arguments(TAP, "ok 1 - adds\n1..1\n1..1\n", false),
                arguments(TAP, "1..1\nok 1 - adds\nBail out! no database\n", false),
                arguments(TAP, "TAP version 14\nok 1 - a\n1..1\nTAP version 14\nok 1 - b\n", false),
                arguments(TAP, "TAP version 14\nTAP version 14\nok 1 - b\n1..1\n", false),
                arguments(TAP, "", false),
                arguments(GO_JSON, goRun + goPass + goEnd, true),
                arguments(GO_JSON, goRun + goPass, false),
                arguments(GO_JSON, goRun + goEnd, false),
                arguments(GO_JSON, goEnd + goRun + goPass, false),
                arguments(GO_JSON, "", false));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void reportIsCompleteWhenItSaysAllThatItAnnounced(TestReportFormat format, String report, boolean complete) {
        assertThat(TestReport.read(format, report).incomplete() == null)
                .as(report)
                .isEqualTo(complete);
    }

    @Test
    void earlyEndSaysHowManyOfHowMany() {
        assertThat(TestReport.read(TAP, "ok 1 - adds\n1..3\n").incomplete())
                .isEqualTo("the run of the tests ended before its end: 1 test reported of 3");
    }

    @Test
    void whatIsSkippedOrExpectedToFailIsNoEvidenceAndNoFailure() {
        List<TestOutcome> outcomes = tests(UNITTEST, """
                test_fails (tests.test_a.T.test_fails) ... expected failure
                test_later (tests.test_a.T.test_later) ... skipped 'later'
                test_passes (tests.test_a.T.test_passes) ... unexpected success
                test_prüft (tests.test_a.T.test_prüft) ... ok
                """);

        assertThat(outcomes)
                .extracting(TestOutcome::name, TestOutcome::result)
                .containsExactly(
                        tuple("test_fails", Result.NO_EVIDENCE),
                        tuple("test_later", Result.NO_EVIDENCE),
                        tuple("test_passes", Result.FAILED),
                        tuple("test_prüft", Result.PASSED));
        assertThat(tests(TAP, "not ok 1 - later # TODO\nok 2 - not here # skip no disk\n1..2\n"))
                .extracting(TestOutcome::result)
                .containsExactly(Result.NO_EVIDENCE, Result.NO_EVIDENCE);
        assertThat(tests(GO_JSON, "{\"Action\":\"skip\",\"Package\":\"a\",\"Test\":\"TestLater\"}\n"))
                .extracting(TestOutcome::result)
                .containsExactly(Result.NO_EVIDENCE);
    }

    @Test
    void failedSubtestFailsItsTest() {
        assertThat(tests(UNITTEST, """
                test_each (tests.test_a.T.test_each) ...\s
                  test_each (tests.test_a.T.test_each) (i=1) ... FAIL
                  test_each (tests.test_a.T.test_each) (i=2) ... FAIL
                test_other (tests.test_a.T.test_other) ... ok
                """))
                .extracting(TestOutcome::name, TestOutcome::result)
                .containsExactly(tuple("test_each", Result.FAILED), tuple("test_other", Result.PASSED));
    }

    @Test
    void goTestThatFailedStaysFailed() {
        assertThat(tests(GO_JSON, """
                {"Action":"fail","Package":"a","Test":"TestAdds"}
                {"Action":"pass","Package":"a","Test":"TestAdds"}
                {"Action":"pass","Package":"a"}
                """)).extracting(TestOutcome::result).containsExactly(Result.FAILED);
    }

    private static List<TestOutcome> tests(TestReportFormat format, String report) {
        return TestReport.read(format, report).tests();
    }
}
