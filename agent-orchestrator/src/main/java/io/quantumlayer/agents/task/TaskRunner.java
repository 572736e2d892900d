package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.contracts.agents.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Works on all inputs of a task at once, as far as the role has slots; the first failure ends them all. */
final class TaskRunner {

    private final RoleWork work;
    private final Slots slots;
    private final Supplier<ExecutorService> threads;

    TaskRunner(RoleWork work, Slots slots, Supplier<ExecutorService> threads) {
        this.work = work;
        this.slots = slots;
        this.threads = threads;
    }

    /** Answers in the order of the inputs. */
    List<Answer> run(Role role, String model, List<Map<String, Object>> inputs, Budget budget) {
        try (ExecutorService scope = threads.get()) {
            CompletionService<Answer> running = new ExecutorCompletionService<>(scope);
            List<Future<Answer>> answers = inputs.stream()
                    .map(input -> running.submit(inSlot(role, model, input, budget)))
                    .toList();
            try {
                for (int i = 0; i < answers.size(); i++) {
                    running.take().get();
                }
                return answers.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                throw unchecked(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The task was interrupted.");
            } finally {
                scope.shutdownNow();
            }
        }
    }

    private Callable<Answer> inSlot(Role role, String model, Map<String, Object> input, Budget budget) {
        return () -> slots.in(role, () -> work.answer(role, model, input, budget));
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(failure);
        };
    }
}
