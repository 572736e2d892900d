package io.quantumlayer.worker.run;

import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.agents.Usage;
import io.quantumlayer.contracts.quantumdrop.DropRef;
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

    private final Map<Step, Queue<String>> failures = new ConcurrentHashMap<>();
    private final List<StepTask> tasks = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean testsAtFault;

    /** Lets a step fail once for each signature, in this order. */
    ScriptedSteps failing(Step step, String... signatures) {
        failures.put(step, new ArrayDeque<>(List.of(signatures)));
        return this;
    }

    ScriptedSteps withTestsAtFault() {
        testsAtFault = true;
        return this;
    }

    /** Lets a step work until it is canceled. */
    ScriptedSteps endless(Step step) {
        return failing(step, "endless");
    }

    /** Waits until a step is being worked on. */
    void awaitStart(Step step) {
        await().atMost(Duration.ofSeconds(30)).until(() -> tasks.stream().anyMatch(task -> task.step() == step));
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
        String signature = script == null ? null : script.poll();
        if ("outage".equals(signature)) {
            throw ApplicationFailure.newNonRetryableFailure("no such model", "model-not-found");
        }
        while ("endless".equals(signature)) {
            Activity.getExecutionContext().heartbeat(null);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return outcome(task, signature);
    }

    private StepOutcome outcome(StepTask task, String signature) {
        Step step = task.step();
        DropRef drop = new DropRef("drop-" + step.key() + "-" + task.round(), step.dropStage(), step.dropType(), 1);
        boolean failedBefore = !failures.isEmpty() && failures.values().stream().anyMatch(script -> !script.isEmpty());
        return new StepOutcome(
                drop,
                signature == null ? StageState.COMPLETED : StageState.FAILED,
                step.key(),
                List.of(),
                new Usage(1, 10, 5, 0.5),
                signature,
                signature != null && testsAtFault,
                step == Step.SUMMARISE ? (failedBefore ? Verdict.FAILED : Verdict.COMPLETE) : null);
    }
}
