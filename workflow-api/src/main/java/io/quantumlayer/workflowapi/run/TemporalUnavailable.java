package io.quantumlayer.workflowapi.run;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says 503 while Temporal does not answer: the request may simply be sent again. */
@RestControllerAdvice
class TemporalUnavailable {

    private static final Set<Status.Code> OUTAGE =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @ExceptionHandler({StatusRuntimeException.class, WorkflowException.class})
    void outage(RuntimeException error) {
        StatusRuntimeException status = status(error);
        if (status != null && OUTAGE.contains(status.getStatus().getCode())) {
            throw new ProblemException(
                            ProblemType.UNAVAILABLE,
                            "Temporal does not answer; nothing was lost, send the request again.",
                            error)
                    .retryAfter(RETRY_AFTER);
        }
        throw error;
    }

    private static @Nullable StatusRuntimeException status(@Nullable Throwable error) {
        for (Throwable current = error; current != null; current = current.getCause()) {
            if (current instanceof StatusRuntimeException status) {
                return status;
            }
        }
        return null;
    }
}
