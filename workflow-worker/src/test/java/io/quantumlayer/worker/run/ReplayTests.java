package io.quantumlayer.worker.run;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.temporal.internal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that were recorded on a real server must replay on today's workflow code: a running run survives a release.
 *
 * <p>{@code earlier-…} were recorded by older code. {@link HistoriesIT} records the others that no good model leads to.
 */
class ReplayTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "complete",
                "partial",
                "service",
                "unsupported",
                "repaired",
                "judged",
                "tests-anew",
                "failed",
                "canceled",
                "retried",
                "earlier-repaired",
                "earlier-failed",
                "earlier-canceled"
            })
    void recordedRunReplays(String name) throws IOException {
        WorkflowExecutionHistory history = history(name);

        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
            Worker worker = environment.newWorker(ExtendedCodeGenerationWorkflow.TASK_QUEUE, PatientWorker.OPTIONS);
            worker.registerWorkflowImplementationTypes(ExtendedCodeGenerationWorkflowImpl.class);

            assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, worker))
                    .doesNotThrowAnyException();
        }
    }

    private static WorkflowExecutionHistory history(String name) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(ReplayTests.class.getResourceAsStream("/histories/" + name + ".json"))) {
            return WorkflowExecutionHistory.fromJson(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
