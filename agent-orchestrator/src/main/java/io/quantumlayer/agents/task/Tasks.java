package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.problem.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks by their id: a completed one is answered from the store, one that is being worked on is waited for, a failed or
 * orphaned one is worked on again. Whatever replica is asked, models are called once.
 */
public final class Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);
    /** Type of the error of a task whose caller left; nobody is there to be answered it. */
    private static final String CANCELED = "https://quantumlayer.io/errors/canceled";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Roles roles;
    private final TaskProperties properties;
    private final TaskStore store;
    private final TaskRunner runner;
    private final InstantSource clock;
    private final OpenTasks open;

    Tasks(Roles roles, TaskProperties properties, TaskStore store, TaskRunner runner, InstantSource clock) {
        this.roles = roles;
        this.properties = properties;
        this.store = store;
        this.runner = runner;
        this.clock = clock;
        this.open = new OpenTasks(properties.maxWaitingPerOwner());
    }

    /**
     * Works on a task and returns when all its answers are there.
     *
     * @param caller who came in at the edge, or {@code null} for a service of the platform
     * @throws ProblemException TOO_MANY_REQUESTS where the owner has as many tasks open as one may have
     * @throws ProblemException CONFLICT for an id that another request has used, and for one that is still being worked
     *     on elsewhere after the wait
     */
    TaskResult run(TaskRequest request, @Nullable Identity caller) {
        TaskWork work = TaskWork.of(request, caller, roles, properties);
        return open.of(work.owner(), () -> run(work));
    }

    private TaskResult run(TaskWork work) {
        UUID holder = UUID.randomUUID();
        Instant end = clock.instant().plus(properties.patience());
        while (!store.claim(work, holder, properties.lease())) {
            Optional<TaskResult> finished = finished(work);
            if (finished.isPresent()) {
                return finished.get();
            }
            if (!clock.instant().isBefore(end)) {
                throw workedOnElsewhere(work.id());
            }
            pause();
        }
        return work(work, holder);
    }

    private Optional<TaskResult> finished(TaskWork work) {
        Optional<StoredTask> stored = store.find(work.key());
        if (stored.isPresent() && !stored.get().requestSha256().equals(work.sha256())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The id '" + work.id() + "' belongs to a task with another request; use another id.");
        }
        return stored.filter(task -> task.state() == StoredTask.State.COMPLETED)
                .map(task -> Objects.requireNonNull(task.result()));
    }

    private TaskResult work(TaskWork work, UUID holder) {
        StoredTask begun = store.find(work.key()).orElseThrow();
        Budget budget = runner.budget(work, begun.usage(), clock);
        try (Lease lease = new Lease(store, work.key(), holder, properties.lease())) {
            List<Answer> answers = runner.run(work, budget);
            TaskResult result = result(work, begun, answers, budget.usedInAll());
            if (!store.complete(work.key(), result, budget.used(), holder)) {
                throw workedOnElsewhere(work.id());
            }
            LOG.info(
                    "Task {} of the role {} completed with {} model calls",
                    work.id(),
                    work.role().name(),
                    result.usage().calls());
            return result;
        } catch (RuntimeException | Error e) {
            if (e instanceof ProblemException problem) {
                problem.with(TaskRequest.USED, budget.usedInAll());
            }
            fail(work, holder, budget.used(), e);
            throw e;
        }
    }

    private TaskResult result(TaskWork work, StoredTask begun, List<Answer> answers, Usage usage) {
        return new TaskResult(
                work.id(),
                work.role().name(),
                StoredTask.State.COMPLETED.text(),
                answers,
                usage,
                begun.createdAt(),
                clock.instant());
    }

    private void fail(TaskWork work, UUID holder, Usage used, Throwable cause) {
        // Whoever was interrupted could write nothing down.
        boolean interrupted = Thread.interrupted();
        String type = switch (cause) {
            case CancellationException canceled -> CANCELED;
            case ProblemException problem -> problem.type().uri().toString();
            case UpstreamException upstream ->
                Objects.requireNonNullElse(
                        upstream.type(), ProblemType.of(upstream.status()).uri().toString());
            default -> ProblemType.INTERNAL.uri().toString();
        };
        String message =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        try {
            store.fail(work.key(), holder, used, type, message);
        } catch (RuntimeException e) {
            // The lease ends by itself; what counts is why the work failed.
            cause.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ProblemException workedOnElsewhere(String id) {
        return new ProblemException(
                        ProblemType.CONFLICT, "The task '" + id + "' is being worked on elsewhere; ask again later.")
                .retryAfter(RETRY_AFTER);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The wait for the task was interrupted.");
        }
    }

    /** A task of the caller, or of a run of the caller's; a service of the platform finds all by their ids. */
    StoredTask find(String id, @Nullable Identity caller) {
        return store.find(TaskKey.of(id, caller))
                .or(() -> store.find(new TaskKey(id)))
                .filter(task -> caller == null || task.owner().equals(caller.subject()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No task has the id '" + id + "'."));
    }

    List<StoredTask> list(TaskStore.Filter filter, int limit, long offset) {
        return store.list(filter, limit, offset);
    }

    long count(TaskStore.Filter filter) {
        return store.count(filter);
    }

    /** Figures of each role that has had a task, over all replicas and as far back as tasks are kept. */
    public List<TaskFigures> figures() {
        return store.figures();
    }
}
