package io.quantumlayer.workflowapi.start;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.workflowapi.run.RunState;
import io.quantumlayer.workflowapi.run.Runs;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bounds how many runs of one caller run at once, so that the flood of one leaves room for the runs of others.
 *
 * <p>Temporal's list of running runs is what counts. It lags behind, so this process adds the runs that it has started
 * itself until the list shows them. Several replicas may together exceed the bound by what they start within that lag.
 */
@Component
public final class CallerLimit {

    private static final String NOBODY = "";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Runs runs;
    private final int most;
    private final Map<String, Set<String>> startedHere = new ConcurrentHashMap<>();

    CallerLimit(Runs runs, StartProperties properties) {
        this.runs = runs;
        this.most = properties.maxRunningPerCaller();
    }

    /**
     * Starts a run unless the caller has as many as one may have; a start that is repeated is not counted twice.
     *
     * @param caller subject of the caller's identity; those without one share a bound
     * @throws ProblemException TOO_MANY_REQUESTS with {@code Retry-After}
     */
    <T> T starting(@Nullable String caller, String workflowId, Supplier<T> start) {
        return within(caller, workflowId, running -> running.contains(workflowId) || runs.exists(workflowId), start);
    }

    /**
     * Lets an ended run go on unless the caller has as many running as one may have.
     *
     * @throws ProblemException TOO_MANY_REQUESTS with {@code Retry-After}
     */
    public <T> T goingOn(@Nullable String caller, String workflowId, Supplier<T> goOn) {
        return within(caller, workflowId, running -> running.contains(workflowId), goOn);
    }

    private <T> T within(
            @Nullable String caller, String workflowId, Predicate<Set<String>> counted, Supplier<T> start) {
        Set<String> recent = startedHere.computeIfAbsent(caller == null ? NOBODY : caller, _ -> new HashSet<>());
        // One start of a caller at a time: otherwise a burst would be counted before any of it is there.
        synchronized (recent) {
            Set<String> running = runs.running(caller);
            recent.removeAll(running);
            if (running.size() + recent.size() >= most) {
                recent.removeIf(this::isOver);
            }
            if (running.size() + recent.size() >= most && !counted.test(running)) {
                throw tooMany(running.size() + recent.size());
            }
            T started = start.get();
            if (!running.contains(workflowId)) {
                recent.add(workflowId);
            }
            return started;
        }
    }

    private boolean isOver(String workflowId) {
        return !runs.exists(workflowId) || Runs.state(runs.describe(workflowId)) != RunState.Running;
    }

    private ProblemException tooMany(int running) {
        return new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        "%d of your runs are running, and one caller may have %d at once: wait until one ends, or cancel one."
                                .formatted(running, most))
                .with("running", running)
                .with("limit", most)
                .retryAfter(RETRY_AFTER);
    }
}
