package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.quantumdrop.RunsQuery;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.platform.workflow.RunState;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells QuantumDrop of runs that are over in Temporal and not there. A run that was terminated, or ran out of time, never
 * hears of it and can write nothing; another may have ended while nothing could be written. Whoever follows such a run
 * would wait for ever.
 */
public final class EndedOutside {

    private static final Logger LOG = LoggerFactory.getLogger(EndedOutside.class);

    /** How long no worker may have been there without a run being left untold. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    /** Lists lag behind, and clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** A run that ended longer ago and is not there was deleted. */
    private static final Duration MISSED = Duration.ofDays(1);

    private final WorkflowClient client;
    private final DropsClient drops;
    private final InstantSource clock;
    private Instant since;

    public EndedOutside(WorkflowClient client, DropsClient drops, InstantSource clock) {
        this.client = client;
        this.drops = drops;
        this.clock = clock;
        this.since = clock.instant().minus(LOOK_BACK);
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${quantumlayer.worker.ended-outside-interval:15s}")
    void tell() {
        Instant begun = clock.instant();
        try (Stream<WorkflowExecutionMetadata> ended = client.listExecutions(
                "WorkflowType = 'ExtendedCodeGenerationWorkflow' AND CloseTime > '" + since + "'")) {
            ended.filter(run -> RunState.of(run.getStatus()) != RunState.Running)
                    .gather(Gatherers.windowFixed(RunsQuery.MOST))
                    .flatMap(this::unknown)
                    .forEach(this::tell);
            since = begun.minus(OVERLAP);
        } catch (RuntimeException e) {
            LOG.warn("Runs that ended outside of their workflow are told of later: {}", e.getMessage());
        }
    }

    /** Those that QuantumDrop does not have in the state that they ended in. */
    private Stream<WorkflowExecutionMetadata> unknown(List<WorkflowExecutionMetadata> ended) {
        Map<String, Run> known = drops
                .runs(new RunsQuery(ended.stream()
                        .map(run -> run.getExecution().getWorkflowId())
                        .distinct()
                        .toList()))
                .stream()
                .collect(Collectors.toMap(Run::workflowId, Function.identity()));
        return ended.stream()
                .filter(run -> !isKnown(run, known.get(run.getExecution().getWorkflowId())));
    }

    private boolean isKnown(WorkflowExecutionMetadata ended, @Nullable Run known) {
        return known == null
                ? ended.getCloseTime().isBefore(clock.instant().minus(MISSED))
                : RunState.of(ended.getStatus()).name().equals(known.state());
    }

    private void tell(WorkflowExecutionMetadata run) {
        WorkflowExecution execution = run.getExecution();
        RunState state = RunState.of(run.getStatus());
        try {
            if (isNewest(execution)) {
                RunActivitiesImpl.write(
                        drops,
                        new ClosedRun(client, execution, state).change(),
                        new Execution(execution.getRunId(), 1));
                LOG.info(
                        "{} was {} in Temporal alone, and is in QuantumDrop as well", execution.getWorkflowId(), state);
            }
        } catch (UpstreamException | DataConverterException e) {
            if (e instanceof UpstreamException && ActivityFailures.passes(e)) {
                throw e;
            }
            // Another attempt would end the same way, and keep the other runs from being told of.
            LOG.error("QuantumDrop cannot be told that {} is {}", execution.getWorkflowId(), state, e);
        }
    }

    /** A run that was retried goes on in another execution. */
    private boolean isNewest(WorkflowExecution execution) {
        return client.newUntypedWorkflowStub(execution.getWorkflowId())
                .describe()
                .getExecution()
                .equals(execution);
    }
}
