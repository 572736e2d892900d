package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.step.FakeRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTests {

    private static final CheckReport REPORT = new CheckReport(
            Status.FAILED,
            "exit code 1",
            "make test",
            "unshare",
            "Python 3",
            1.5,
            List.of(new Diagnostic("a.py", Diagnostic.Severity.ERROR, "toolchain", "odd", 3, 7, null)),
            List.of(
                    new CheckReport.TestLine("adds", false, null, "2 != 3"),
                    new CheckReport.TestLine("skipped", false, true, "skip"),
                    new CheckReport.TestLine("more", true, null, null)),
            null,
            "one\ntwo");

    @Test
    void authorIsToldThePlacesTheReasonTheFailedTestsAndTheEndOfTheLog() {
        assertThat(REPORT.feedback())
                .containsExactly("a.py:3:7: odd", "exit code 1", "test failed: adds: 2 != 3", "one", "two");
    }

    @Test
    void jsonIsThatOfTheLastRelease() {
        String json = FakeRun.JSON.writeValueAsString(REPORT);

        assertThat(json)
                .contains("\"status\":\"failed\"", "\"severity\":\"error\"", "\"no_evidence\":true")
                .doesNotContain("coverage");
        assertThat(FakeRun.JSON.readValue(json, CheckReport.class)).isEqualTo(REPORT);
    }

    @Test
    void whatWasNotRunSaysSo() {
        CheckReport report = Checks.notRun("no sandbox");

        assertThat(report.ran()).isFalse();
        assertThat(FakeRun.JSON.writeValueAsString(report)).contains("\"status\":\"not_run\"");
    }
}
