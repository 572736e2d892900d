package io.quantumlayer.platform.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import org.junit.jupiter.api.Test;

class TemporalFailuresTests {

    @Test
    void whatAStepHasToldIsTaken() {
        RunFailure told = RunFailure.of(FailureType.NOT_FOUND, "no such model").in("frd-generation", "WriteFrd");

        assertThat(TemporalFailures.of(
                        activity(ApplicationFailure.newNonRetryableFailure("no such model", "not-found", told))))
                .isEqualTo(told);
    }

    @Test
    void aWorkerThatFellSilentIsNoDefectOfItsCode() {
        assertThat(TemporalFailures.of(timeout(TimeoutType.TIMEOUT_TYPE_HEARTBEAT))
                        .type())
                .isEqualTo("worker-lost");
    }

    @Test
    void anAttemptThatTookTooLongIsToldAsSuch() {
        assertThat(TemporalFailures.of(activity(timeout(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)))
                        .type())
                .isEqualTo("step-timed-out");
    }

    @Test
    void aFailureWithoutDetailsKeepsItsTypeAndWords() {
        assertThat(TemporalFailures.of(activity(ApplicationFailure.newFailure("used up", "budget-exceeded"))))
                .isEqualTo(RunFailure.of(FailureType.BUDGET_EXCEEDED, "used up"));
    }

    @Test
    void theInnermostCauseThatHasWordsIsTold() {
        ApplicationFailure silent =
                ApplicationFailure.newFailureWithCause(null, "java.nio.channels.ClosedChannelException", null);
        ApplicationFailure said = ApplicationFailure.newFailureWithCause(
                "the worker cannot create a Job; is the API server up?", "java.lang.IllegalStateException", silent);

        assertThat(TemporalFailures.of(activity(said)).message())
                .isEqualTo("the worker cannot create a Job; is the API server up?");
    }

    @Test
    void anyOtherExceptionIsADefect() {
        assertThat(TemporalFailures.of(new IllegalStateException("a bug")))
                .returns("internal", RunFailure::type)
                .extracting(RunFailure::message)
                .asString()
                .endsWith("a bug");
    }

    private static TimeoutFailure timeout(TimeoutType type) {
        return new TimeoutFailure("timed out", null, type);
    }

    private static ActivityFailure activity(Throwable cause) {
        return new ActivityFailure(
                "failed", 1, 2, "WriteFrd", "1", RetryState.RETRY_STATE_UNSPECIFIED, "worker", cause);
    }
}
