package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Bounds how many tasks of one owner this process works on or lets wait at once: each holds its inputs in memory. */
final class OpenTasks {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final int most;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    OpenTasks(int most) {
        this.most = most;
    }

    /**
     * Does the work of a task, unless its owner has as many open as one may have.
     *
     * @throws ProblemException TOO_MANY_REQUESTS with {@code Retry-After}
     */
    <T> T of(String owner, Supplier<T> work) {
        open.compute(owner, (_, before) -> {
            int there = before == null ? 0 : before;
            if (there >= most) {
                throw tooMany(there);
            }
            return there + 1;
        });
        try {
            return work.get();
        } finally {
            open.computeIfPresent(owner, (_, there) -> there == 1 ? null : there - 1);
        }
    }

    private ProblemException tooMany(int there) {
        return new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        "%d of your tasks wait for their answers, and one caller may have %d at once: ask again when one has ended."
                                .formatted(there, most))
                .with(TaskRequest.WAITING, there)
                .with("limit", most)
                .retryAfter(RETRY_AFTER);
    }
}
