package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.model.CallLimits;
import io.quantumlayer.platform.model.LimitOverrides;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on all inputs of a task at once, as far as the role has slots. Each answer is kept as it arrives, and an input
 * whose answer is kept is not asked about. After a failure nothing more begins, and what is under way comes to its end.
 */
final class TaskRunner {

    private final RoleWork work;
    private final LimitOverrides limits;
    private final Slots slots;
    private final KeptAnswers kept;
    private final Supplier<ExecutorService> threads;

    TaskRunner(RoleWork work, LimitOverrides limits, Slots slots, KeptAnswers kept, Supplier<ExecutorService> threads) {
        this.work = work;
        this.limits = limits;
        this.slots = slots;
        this.kept = kept;
        this.threads = threads;
    }

    /**
     * The budget of a task, of which its earlier attempts have used their share.
     *
     * @param earlier what they used as far as they came to an end; one that did not may have left answers all the same
     */
    Budget budget(TaskWork task, Usage earlier, InstantSource clock) {
        Usage answers = kept.of(task).values().stream()
                .map(Answer::provenance)
                .map(Provenance::usage)
                .reduce(Usage.NONE, Usage::plus);
        return new Budget(
                task.budget(), task.runBudget(), earlier.calls() >= answers.calls() ? earlier : answers, clock);
    }

    /** Answers in the order of the inputs. */
    List<Answer> run(TaskWork task, Budget budget) {
        Map<String, Answer> there = kept.of(task);
        Map<String, Integer> calls = kept.calls(task);
        Halt halt = new Halt();
        CallLimits allowed =
                limits.of(task.role().name(), task.model(), task.role().limits());
        try (ExecutorService scope = threads.get()) {
            CompletionService<Answer> running = new ExecutorCompletionService<>(scope);
            List<Future<Answer>> answers = new ArrayList<>();
            int open = 0;
            for (int i = 0; i < task.inputs().size(); i++) {
                Answer answer = there.get(task.inputSha256(i));
                if (answer == null) {
                    int input = i;
                    CallNumbers numbers = new CallNumbers(calls.getOrDefault(task.inputSha256(i), 0));
                    Commission commission =
                            new Commission(task.role(), allowed, task.origin(), numbers, task.model(), budget, halt);
                    answers.add(running.submit(() -> answer(task, input, commission)));
                    open++;
                } else {
                    answers.add(CompletableFuture.completedFuture(answer));
                }
            }
            try {
                awaitAll(running, open, halt, scope);
                return answers.stream().map(Future::resultNow).toList();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The caller left before the task had its answers.");
            } finally {
                scope.shutdownNow();
            }
        }
    }

    private static void awaitAll(CompletionService<Answer> running, int open, Halt halt, ExecutorService scope)
            throws InterruptedException {
        RuntimeException failure = null;
        for (int i = 0; i < open; i++) {
            try {
                running.take().get();
            } catch (ExecutionException e) {
                if (failure == null) {
                    failure = unchecked(e);
                    halt.halt();
                    if (concernsAll(failure)) {
                        scope.shutdownNow();
                    }
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Answer answer(TaskWork task, int input, Commission commission) throws Exception {
        CallNumbers numbers = commission.numbers();
        int before = numbers.refused();
        try {
            Answer answer = slots.in(
                    task.role(),
                    task.model(),
                    task.owner(),
                    commission.limits().concurrency(),
                    commission.halt(),
                    () -> work.answer(commission, task.inputs().get(input)));
            kept.keep(task, input, answer, numbers.last());
            return answer;
        } finally {
            if (numbers.refused() > before) {
                kept.refuse(task, input, numbers.refused());
            }
        }
    }

    /** Whether no other call of the model can be answered either. */
    private static boolean concernsAll(@Nullable RuntimeException failure) {
        return failure instanceof ProblemException problem
                && (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.MODEL_CREDENTIAL_REFUSED);
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case InterruptedException ended -> new CancellationException("The task was interrupted.");
            case null, default -> new IllegalStateException(failure);
        };
    }
}
