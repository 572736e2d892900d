package io.quantumlayer.workflowapi.start;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.workflowapi.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bounds how many runs of one caller run at once, so that the flood of one leaves room for the runs of others.
 *
 * <p>What counts is Temporal's list of running runs, which is asked for at most every two seconds (servers limit lists far
 * below starts), and what this process has started itself. Before a start is refused, each run that is counted is looked
 * at: one that has ended meanwhile leaves its place. Several replicas may together exceed the bound by what they start
 * within the age of the list.
 */
@Component
public final class CallerLimit {

    private static final String NOBODY = "";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Duration LISTED_FOR = Duration.ofSeconds(2);
    private static final Duration COUNTED_FOR = Duration.ofSeconds(1);

    private final Runs runs;
    private final int most;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private Map<String, Set<String>> listed = Map.of();
    private Instant listedAt = Instant.MIN;

    CallerLimit(Runs runs, StartProperties properties) {
        this.runs = runs;
        this.most = properties.maxRunningPerCaller();
    }

    /** What is counted as running of a caller; guarded by itself. */
    private static final class Caller {
        private final Set<String> running = new HashSet<>();
        private Map<String, Set<String>> seen = Map.of();
        private Instant countedAt = Instant.MIN;
    }

    /**
     * Starts a run unless the caller has as many as one may have; a start that is repeated is not counted twice.
     *
     * @param caller subject of the caller's identity; those without one share a bound
     * @throws ProblemException TOO_MANY_REQUESTS with {@code Retry-After}
     */
    <T> T starting(@Nullable String caller, String workflowId, Supplier<T> start) {
        return within(caller, workflowId, () -> runs.exists(workflowId), start);
    }

    /**
     * Lets an ended run go on unless the caller has as many running as one may have.
     *
     * @throws ProblemException TOO_MANY_REQUESTS with {@code Retry-After}
     */
    public <T> T goingOn(@Nullable String caller, String workflowId, Supplier<T> goOn) {
        return within(caller, workflowId, () -> false, goOn);
    }

    private <T> T within(@Nullable String owner, String workflowId, BooleanSupplier repeated, Supplier<T> start) {
        String name = owner == null ? NOBODY : owner;
        Caller caller = callers.computeIfAbsent(name, _ -> new Caller());
        int running;
        // One start of a caller at a time: otherwise a burst would be counted before any of it is there.
        synchronized (caller) {
            Map<String, Set<String>> list = listed();
            if (list != caller.seen) {
                caller.running.addAll(list.getOrDefault(name, Set.of()));
                caller.seen = list;
            }
            if (caller.running.contains(workflowId) || !isFull(caller)) {
                T started = start.get();
                caller.running.add(workflowId);
                return started;
            }
            running = caller.running.size();
        }
        // Outside of the turn: a flood that is refused is refused at once, however slow Temporal is.
        if (repeated.getAsBoolean()) {
            return start.get();
        }
        throw tooMany(running);
    }

    private boolean isFull(Caller caller) {
        if (caller.running.size() >= most
                && caller.countedAt.isBefore(clock.instant().minus(COUNTED_FOR))) {
            caller.running.removeIf(workflowId -> !runs.isRunning(workflowId));
            // Counting may take longer than a count holds: whoever waited for it goes by it.
            caller.countedAt = clock.instant();
        }
        return caller.running.size() >= most;
    }

    private synchronized Map<String, Set<String>> listed() {
        Instant now = clock.instant();
        if (listedAt.isBefore(now.minus(LISTED_FOR))) {
            listed = runs.runningByOwner(NOBODY);
            listedAt = now;
        }
        return listed;
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
