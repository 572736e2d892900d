package io.quantumlayer.workflowapi.run;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.workflow.RunState;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs as Temporal knows them. */
@Component
public class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final String ALL = "WorkflowType = 'ExtendedCodeGenerationWorkflow'";

    private final WorkflowClient client;
    private final Endings endings;

    Runs(WorkflowClient client, Endings endings) {
        this.client = client;
        this.endings = endings;
    }

    /**
     * Describes a run.
     *
     * @throws ProblemException 404 when there is none
     */
    public WorkflowExecutionDescription describe(String workflowId) {
        try {
            return client.newUntypedWorkflowStub(workflowId).describe();
        } catch (WorkflowNotFoundException e) {
            throw notFound(workflowId, e);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw notFound(workflowId, e);
            }
            throw e;
        }
    }

    /** Whether there is a run with this id, whatever its state. */
    public boolean exists(String workflowId) {
        try {
            describe(workflowId);
            return true;
        } catch (ProblemException notFound) {
            return false;
        }
    }

    /** Whether there is a run with this id and it has not ended. */
    public boolean isRunning(String workflowId) {
        try {
            return state(describe(workflowId)) == RunState.Running;
        } catch (ProblemException notFound) {
            return false;
        }
    }

    /**
     * Ids of the running runs by their owner, as far as Temporal's list shows them already.
     *
     * @param nobody what stands for the owner of runs that have none
     */
    public Map<String, Set<String>> runningByOwner(String nobody) {
        try (Stream<WorkflowExecutionMetadata> runs = client.listExecutions(ALL + " AND ExecutionStatus = 'Running'")) {
            return runs.collect(Collectors.groupingBy(
                    run -> Objects.requireNonNullElse(RunMemo.of(run).owner(), nobody),
                    Collectors.mapping(run -> run.getExecution().getWorkflowId(), Collectors.toSet())));
        }
    }

    /** State of a described run. */
    public static RunState state(WorkflowExecutionDescription run) {
        return RunState.of(run.getStatus());
    }

    /** A run with its progress and, where it has no result, why. */
    RunView view(String workflowId) {
        WorkflowExecutionDescription run = describe(workflowId);
        RunState state = state(run);
        Optional<RunProgress> progress = progress(workflowId);
        String waiting = state == RunState.Running
                ? Pending.waiting(run, progress.orElse(null), Instant.now()).orElse(null)
                : null;
        return RunView.of(
                run,
                endings.of(run.getExecution(), state).orElse(null),
                waiting,
                progress.map(asked ->
                                Pending.with(asked, run, client.getOptions().getDataConverter()))
                        .map(ProgressView::of)
                        .orElse(null));
    }

    /** Progress of a run; empty while no worker is there to answer. */
    public Optional<RunProgress> progress(String workflowId) {
        try {
            return Optional.of(client.newUntypedWorkflowStub(workflowId).query("progress", RunProgress.class));
        } catch (WorkflowQueryException | WorkflowServiceException e) {
            LOG.warn("The progress of {} cannot be asked for: {}", workflowId, e.getMessage());
            return Optional.empty();
        }
    }

    /** Asks the run to end, saying what for; what it has stored stays. */
    void cancel(String workflowId, String reason) {
        RunState state = state(describe(workflowId));
        if (state != RunState.Running) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The run is %s and cannot be canceled any more.".formatted(state));
        }
        client.newUntypedWorkflowStub(workflowId).cancel(reason);
    }

    /** A page of runs, newest first. */
    Page list(int limit, @Nullable String cursor) {
        ListWorkflowExecutionsRequest.Builder request = ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setQuery(ALL)
                .setPageSize(limit);
        if (cursor != null) {
            request.setNextPageToken(token(cursor));
        }
        ListWorkflowExecutionsResponse response =
                client.getWorkflowServiceStubs().blockingStub().listWorkflowExecutions(request.build());
        // A run that was retried is listed once for each time it ended; its newest state is what it is in.
        Map<String, RunView> runs = new LinkedHashMap<>();
        response.getExecutionsList().stream()
                .map(info ->
                        new WorkflowExecutionMetadata(info, client.getOptions().getDataConverter()))
                .map(run -> RunView.of(run, failure(run), null, null))
                .forEach(run -> runs.merge(run.workflowId(), run, Runs::newer));
        ByteString next = response.getNextPageToken();
        return new Page(
                List.copyOf(runs.values()),
                next.isEmpty() ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next.toByteArray()));
    }

    private @Nullable RunFailure failure(WorkflowExecutionMetadata run) {
        return endings.of(run.getExecution(), RunState.of(run.getStatus())).orElse(null);
    }

    private static RunView newer(RunView one, RunView other) {
        return one.closeTime() == null
                        || other.closeTime() != null && one.closeTime().isAfter(other.closeTime())
                ? one
                : other;
    }

    private static ByteString token(String cursor) {
        try {
            return ByteString.copyFrom(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                            ProblemType.INVALID_REQUEST, "cursor is not one that this list has given out.", e)
                    .withErrors(List.of(new FieldError("cursor", "must be the next_cursor of an earlier page")));
        }
    }

    private static ProblemException notFound(String workflowId, RuntimeException cause) {
        return new ProblemException(ProblemType.NOT_FOUND, "No run has the id '%s'.".formatted(workflowId), cause);
    }

    /** A page of the list; {@code nextCursor} is {@code null} on the last one. */
    record Page(List<RunView> runs, @Nullable String nextCursor) {}
}
