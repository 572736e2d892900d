package io.quantumlayer.platform.model;

import io.micrometer.context.ContextSnapshotFactory;
import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.platform.problem.ModelProblems;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.problem.UpstreamException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.ResponseEntity;

/** A call of a model that ends with its time limit or its caller's thread, and closes its connection then. */
public final class TimedCall {

    private TimedCall() {}

    /**
     * Asks a model for a role.
     *
     * @throws ProblemException TIMED_OUT, with the remedy
     * @throws UpstreamException the router's error
     * @throws InterruptedException if the calling thread is interrupted, as that of a request whose client leaves is
     */
    public static ResponseEntity<ChatCompletion> ask(
            RouterClient router, String role, ChatRequest request, CallLimits limits) throws InterruptedException {
        return ask(router, role, request, limits, Map.of());
    }

    /**
     * The same.
     *
     * @param headers further headers of the request
     */
    public static ResponseEntity<ChatCompletion> ask(
            RouterClient router, String role, ChatRequest request, CallLimits limits, Map<String, String> headers)
            throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(RouterClient.TIMEOUT_HEADER, Long.toString(limits.timeout().toSeconds()));
        FutureTask<ResponseEntity<ChatCompletion>> call = new FutureTask<>(
                ContextSnapshotFactory.builder().build().captureAll().wrap(() -> router.complete(request, all)));
        Thread.ofVirtual().name("model-call").start(call);
        try {
            return call.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(
                            ProblemType.TIMED_OUT,
                            "The model '%s' did not answer the role '%s' within %s."
                                    .formatted(request.model(), role, limits.timeoutText()),
                            e)
                    .with("remedy", ModelProblems.MORE_TIME);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            // Closes the connection where the wait ended early; a call that is done does not mind.
            call.cancel(true);
        }
    }
}
