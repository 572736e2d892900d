package io.quantumlayer.workflowapi.run;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Says 503 while Temporal does not answer; before the starter's handler, which writes the answer. */
@Component
@Order(-3)
class TemporalUnavailable implements WebExceptionHandler {

    private static final Set<Status.Code> OUTAGE =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        StatusRuntimeException status = status(error);
        if (status == null || !OUTAGE.contains(status.getStatus().getCode())) {
            return Mono.error(error);
        }
        return Mono.error(new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "Temporal does not answer; nothing was lost, send the request again.",
                        error)
                .retryAfter(RETRY_AFTER));
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
