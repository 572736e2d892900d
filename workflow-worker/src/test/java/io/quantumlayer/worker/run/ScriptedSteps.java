package io.quantumlayer.worker.run;

import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.activity.Activity;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Steps that answer from a script, by default with success, and remember what they were asked. */
final class ScriptedSteps implements DynamicActivity {

    /** Of each step, whether it fails or not. */
    static final Usage USAGE = new Usage(1, 10, 5, 0.5);

    private final Map<Step, Queue<String>> failures = new ConcurrentHashMap<>();
    private final List<StepTask> tasks = Collections.synchronizedList(new ArrayList<>());
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean testsAtFault;
    private volatile boolean judged;
    private volatile boolean verdictLost;

    /** Lets a step fail once for each signature, in this order; an empty one is a success. */
    ScriptedSteps failing(Step step, String... signatures) {
        failures.put(step, new ArrayDeque<>(List.of(signatures)));
        return this;
    }

    ScriptedSteps withTestsAtFault() {
        testsAtFault = true;
        return this;
    }

    /** Lets the code's author, when asked to repair it, find the tests wrong. */
    ScriptedSteps withTestsFoundWrong() {
        judged = true;
        return this;
    }

    /** Lets a step work until it is canceled. */
    ScriptedSteps endless(Step step) {
        return failing(step, "endless");
    }

    /** Waits until a step is being worked on. */
    void awaitStart(Step step) {
        awaitStart(step, 0);
    }

    void awaitStart(Step step, int round) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tasks.stream().anyMatch(task -> task.step() == step && task.round() == round));
    }

    ScriptedSteps withoutVerdict() {
        verdictLost = true;
        return this;
    }

    /** What the steps write to the journal. */
    List<RunEvent> events() {
        return List.copyOf(events);
    }

    List<String> asked() {
        return tasks.stream()
                .map(task -> task.step().key() + "@" + task.round())
                .toList();
    }

    StepTask last(Step step) {
        return tasks.stream()
                .filter(task -> task.step() == step)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public Object execute(EncodedValues arguments) {
        StepTask task = arguments.get(0, StepTask.class);
        tasks.add(task);
        Queue<String> script = failures.get(task.step());
        String next = script == null ? null : script.poll();
        String signature = "".equals(next) ? null : next;
        events.add(task.step().started(task.round()));
        if ("outage".equals(signature)) {
            throw failed(task, RunFailure.of(FailureType.NOT_FOUND, "no such model"));
        }
        while ("endless".equals(signature)) {
            Activity.getExecutionContext().heartbeat(null);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        FinishedStep outcome = outcome(task, signature);
        events.add(task.step().finished(task.round(), outcome));
        return outcome;
    }

    private ApplicationFailure failed(StepTask task, RunFailure failure) {
        events.add(task.step().attemptFailed(task.round(), 1, false, failure, USAGE));
        return ApplicationFailure.newNonRetryableFailure(
                failure.message(),
                failure.type(),
                failure.in(task.step().dropStage(), task.step().key()),
                USAGE);
    }

    private FinishedStep outcome(StepTask task, String signature) {
        Step step = task.step();
        DropRef drop = new DropRef("drop-" + step.key() + "-" + task.round(), step.dropStage(), step.dropType(), 1);
        if (task.skip() != null) {
            return new FinishedStep(drop, Outcome.notApplicable(task.skip().reason()));
        }
        boolean failedBefore = !failures.isEmpty() && failures.values().stream().anyMatch(script -> !script.isEmpty());
        return new FinishedStep(
                drop,
                new Outcome(
                        signature == null ? StageState.COMPLETED : StageState.FAILED,
                        step.key(),
                        List.of(),
                        USAGE,
                        signature,
                        (signature != null && testsAtFault)
                                || (judged && step == Step.WRITE_CODE && task.feedback() == Step.RUN_TESTS),
                        step == Step.SUMMARISE && !verdictLost
                                ? (failedBefore ? Verdict.FAILED : Verdict.COMPLETE)
                                : null));
    }
}
