package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantumlayer.worker.language.TestReportFormat;
import io.quantumlayer.worker.sandbox.CheckResult.TestOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestReportsTests {

    @Test
    void unittestNamesEachTestAndTheLastLineOfItsFailure() {
        List<TestOutcome> outcomes = TestReports.read(TestReportFormat.UNITTEST, """
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
                        tuple("test_subtracts", false, "AssertionError: 1 != 2"));
    }

    @Test
    void moduleThatCannotBeImportedIsNoTest() {
        assertThat(TestReports.read(TestReportFormat.UNITTEST, """
                tests.test_a (unittest.loader._FailedTest.tests.test_a) ... ERROR

                ----------------------------------------------------------------------
                Ran 1 test in 0.000s
                """)).isEmpty();
    }

    @Test
    void tapOfARunnerNamesTestsAndReasons() {
        List<TestOutcome> outcomes = TestReports.read(TestReportFormat.TAP, """
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
                        tuple("refusesInvalid", false, "java.lang.AssertionError: expected <false> but was <true>"));
    }

    @Test
    void nestedTapCountsTestsButNotTheirSuites() {
        List<TestOutcome> outcomes = TestReports.read(TestReportFormat.TAP, """
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
        assertThat(TestReports.read(TestReportFormat.TAP, "ok 1 - /project/test/a.test.js\n1..1\n"))
                .isEmpty();
        assertThat(TestReports.read(TestReportFormat.TAP, "not ok 1 - /project/test/a.test.js\n1..1\n"))
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

        assertThat(TestReports.read(TestReportFormat.GO_JSON, events))
                .extracting(TestOutcome::name, TestOutcome::passed, TestOutcome::message)
                .containsExactly(
                        tuple("TestAdds", true, null), tuple("TestSubtracts", false, "a_test.go:9: expected 3, got 4"));
        assertThat(TestReports.plainGoOutput(events))
                .isEqualTo("=== RUN   TestAdds\n# a note of the compiler\n    a_test.go:9: expected 3, got 4\n");
    }

    @Test
    void outputWithoutAReportHasNoTests() {
        for (TestReportFormat format : TestReportFormat.values()) {
            assertThat(TestReports.read(format, "sh: 1: oops: not found\n")).isEmpty();
        }
    }
}
