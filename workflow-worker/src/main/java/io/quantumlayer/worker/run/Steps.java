package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.journal.ProgressFold;
import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the steps of one run as activities and keeps what they leave: references, usage, progress. */
@WorkflowCode
final class Steps {

    private static final String CANCELLATION_REACHES_STEPS = "cancellation-reaches-steps";

    /** A slow model may take hours for a large project; a worker that is gone is noticed by its heartbeats. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofHours(24);

    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(15);

    /** About a minute of waiting in all: a restart of a service is survived, an outage becomes a failure with its cause. */
    private static final RetryOptions RETRIES = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(10))
            .setMaximumAttempts(9)
            .build();

    private final GenerationRequest request;
    private final WorkflowInfo info = Workflow.getInfo();
    private final Instant startedAt = now();
    private final Map<Step, FinishedStep> finished = new EnumMap<>(Step.class);
    private RunProgress progress = RunProgress.pending();
    private Usage lost = Usage.NONE;
    private int repairRounds;

    Steps(GenerationRequest request) {
        this.request = request;
    }

    /** Starts a step once the others are done, and returns without waiting. */
    Promise<FinishedStep> start(Step step, Promise<?>... after) {
        return startUnless(null, step, after);
    }

    /** Starts a step once the others are done, or then leaves it out where there is a reason to. */
    Promise<FinishedStep> startUnless(@Nullable Skip skip, Step step, Promise<?>... after) {
        return start(step, 0, null, skip, after);
    }

    /** Runs a repair round of a step to its end. */
    Outcome run(Step step, int round, @Nullable Step feedback) {
        return start(step, round, feedback, null).get().outcome();
    }

    /** Leaves a step out: its drop says why. */
    void skip(Step step, Skip skip) {
        start(step, repairRounds, null, skip).get();
    }

    private Promise<FinishedStep> start(
            Step step, int round, @Nullable Step feedback, @Nullable Skip skip, Promise<?>... after) {
        Promise<Void> ready = Promise.allOf(after);
        if (Workflow.getVersion(CANCELLATION_REACHES_STEPS, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return ready.thenCompose(nothing -> execute(step, round, feedback, skip));
        }
        CancellationScope run = CancellationScope.current();
        return ready.thenCompose(nothing -> within(run, () -> execute(step, round, feedback, skip)));
    }

    /** What starts when another step ends does so in a scope of the SDK's own, which the run's cancellation does not reach. */
    private static Promise<FinishedStep> within(CancellationScope run, Supplier<Promise<FinishedStep>> start) {
        CompletablePromise<FinishedStep> outcome = Workflow.newPromise();
        CancellationScope scope = Workflow.newCancellationScope(() -> outcome.completeFrom(start.get()));
        run.getCancellationRequest().thenApply(reason -> {
            scope.cancel(reason);
            return reason;
        });
        scope.run();
        return outcome;
    }

    private Promise<FinishedStep> execute(Step step, int round, @Nullable Step feedback, @Nullable Skip skip) {
        happened(step.started(round));
        return Workflow.newUntypedActivityStub(options(step))
                .executeAsync(step.key(), FinishedStep.class, task(step, round, feedback, skip))
                .handle((left, failure) -> {
                    if (failure != null) {
                        lost = lost.plus(Failures.spent(failure));
                        throw failure;
                    }
                    finished.put(step, left);
                    happened(step.finished(round, left));
                    return left;
                });
    }

    private StepTask task(Step step, int round, @Nullable Step feedback, @Nullable Skip skip) {
        Map<String, DropRef> drops = new LinkedHashMap<>();
        finished.forEach((earlier, left) -> drops.put(earlier.key(), left.drop()));
        return new StepTask(
                info.getWorkflowId(),
                info.getOriginalExecutionRunId(),
                request.requestId(),
                step,
                round,
                step == Step.ENHANCE_PROMPT ? request : null,
                RunFacts.of(request),
                drops,
                feedback,
                skip,
                remaining());
    }

    private @Nullable RunBudget remaining() {
        RunBudget budget = request.budget();
        if (budget == null) {
            return null;
        }
        long seconds = Duration.between(startedAt, now()).toSeconds();
        if (budget.seconds() != null && seconds >= budget.seconds()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "The run has used its budget of %d seconds.".formatted(budget.seconds()),
                    FailureType.BUDGET_EXCEEDED.key());
        }
        return budget.minus(usage()).minusSeconds(seconds);
    }

    private static ActivityOptions options(Step step) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(step.taskQueue())
                .setStartToCloseTimeout(LONGEST_ATTEMPT)
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RETRIES)
                .build();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** What the journal tells of the run, the progress shows. */
    void happened(RunEvent event) {
        progress = ProgressFold.with(progress, event, now());
    }

    void repairing() {
        repairRounds++;
    }

    int repairRounds() {
        return repairRounds;
    }

    /** What the finished steps have used, and those that failed. */
    Usage usage() {
        return progress.used().plus(lost);
    }

    RunProgress progress() {
        return progress;
    }

    List<DropRef> drops() {
        List<DropRef> drops = new ArrayList<>(progress.stages().stream()
                .map(StageProgress::drop)
                .filter(Objects::nonNull)
                .toList());
        FinishedStep summary = finished.get(Step.SUMMARISE);
        if (summary != null) {
            drops.add(summary.drop());
        }
        return drops;
    }
}
