package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.journal.RunRetried;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.run.FinishedStep;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.RunChange;
import io.quantumlayer.worker.run.Skip;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.signature.DropSignatures;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.converter.EncodedValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs any step: asks for its drop before any work, does the work, stores the drop, and only then reports success.
 *
 * <p>The outcome is kept in the drop's metadata, so that an attempt after a lost answer returns what the first one did.
 */
public final class StepActivities implements DynamicActivity {

    private static final Logger LOG = LoggerFactory.getLogger(StepActivities.class);

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final Map<String, StepHandler> handlers;
    private final DropsClient drops;
    private final DropSignatures signatures;
    private final JsonMapper json;

    public StepActivities(List<StepHandler> handlers, DropsClient drops, DropSignatures signatures, JsonMapper json) {
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.step().key(), Function.identity()));
        this.drops = drops;
        this.signatures = signatures;
        this.json = json;
    }

    @Override
    public Object execute(EncodedValues arguments) {
        StepTask task = arguments.get(0, StepTask.class);
        Execution execution = Execution.current();
        try {
            return Heartbeats.during(cancellation -> run(task, execution, cancellation));
        } catch (RuntimeException e) {
            throw ActivityFailures.thrown(e, task.step(), Usage.NONE);
        }
    }

    /** Does a step, or returns the outcome of the drop that is there already. */
    FinishedStep run(StepTask task, Execution execution, Cancellation cancellation) {
        boolean retries = execution.retries(task.runId());
        String distinct = retries ? execution.runId() : "";
        StepWork work = new StepWork(
                task,
                drops,
                signatures,
                json,
                cancellation,
                retries ? RefusedAnswers.of(task, drops, json) : RefusedAnswers.NONE);
        if (retries) {
            retried(task, work, execution);
        }
        List<Drop> stored = drops.stored(task.workflowId(), task.idempotencyKey());
        if (!stored.isEmpty()) {
            LOG.info("{} of {} is stored already", task.step(), task.workflowId());
            return finished(task, stored.getFirst());
        }
        journal(task, task.step().started(task.round()), distinct);
        StepResult result;
        try {
            result = task.skip() == null ? handler(task.step()).run(work) : skipped(work, task.skip());
        } catch (RuntimeException e) {
            if (cancellation.requested()) {
                throw e;
            }
            failed(task, execution.attempt(), distinct, work.spent(), e);
            throw ActivityFailures.thrown(e, task.step(), work.spent());
        }
        return finished(task, drops.create(signatures.signed(newDrop(task, result, work.spent()))));
    }

    private StepHandler handler(Step step) {
        StepHandler handler = handlers.get(step.key());
        if (handler == null) {
            throw new IllegalStateException("this worker has no handler for " + step);
        }
        return handler;
    }

    /** What a step leaves that is left out; the files of its stage's draft stay with the stage. */
    private static StepResult skipped(StepWork work, Skip skip) {
        Step step = work.task().step();
        Outcome outcome = Outcome.notApplicable(skip.reason());
        return new StepResult(skip.reason(), skip.missed() && !step.draft() ? outcome.because(skip.reason()) : outcome)
                .withFiles(step.draftBefore().map(work::files).orElse(List.of()));
    }

    /** The first step that begins in the execution of a retry tells of it; the others find it told. */
    private void retried(StepTask task, StepWork work, Execution execution) {
        RunActivitiesImpl.write(
                drops,
                RunChange.of(
                        task.workflowId(),
                        task.runId(),
                        work.request(),
                        new RunRetried(task.step().key(), execution.runId()),
                        RunChange.RUNNING,
                        null),
                execution);
    }

    /** What is stored under the key of a step counts if a worker has stored it. */
    private FinishedStep finished(StepTask task, Drop drop) {
        signatures.check(drop, task.workflowId(), task.idempotencyKey());
        FinishedStep finished = new FinishedStep(drop.ref(), StepWork.outcome(drop, json));
        journal(task, task.step().finished(task.round(), finished), "");
        return finished;
    }

    /** Whoever follows the run sees each failed attempt with its reason; a cancellation is none. */
    private void failed(StepTask task, int attempt, String distinct, Usage spent, RuntimeException failure) {
        RunFailure told = ActivityFailures.told(failure);
        try {
            journal(
                    task,
                    task.step().attemptFailed(task.round(), attempt, ActivityFailures.passes(failure), told, spent),
                    distinct + "attempt-" + attempt);
        } catch (UpstreamException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    private NewDrop newDrop(StepTask task, StepResult result, Usage spent) {
        Step step = task.step();
        Map<String, Object> metadata = new LinkedHashMap<>(result.metadata());
        metadata.put("step", step.key());
        metadata.put("round", task.round());
        metadata.put("draft", step.draft());
        metadata.put(StepWork.OUTCOME, result.outcome().withUsage(spent));
        return new NewDrop(
                null,
                task.workflowId(),
                task.requestId(),
                step.dropStage(),
                step.dropType(),
                result.artifact(),
                json.convertValue(metadata, MEMBERS),
                task.runId(),
                task.idempotencyKey(),
                result.files());
    }

    private void journal(StepTask task, RunEvent event, String distinct) {
        drops.append(
                task.workflowId(),
                new NewEvent(
                        event.type(),
                        task.idempotencyKey() + "/" + event.type() + "/" + distinct,
                        json.convertValue(event, MEMBERS)));
    }
}
