package io.quantumlayer.worker.run;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.temporal.internal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that were recorded on a real server must replay on today's workflow code: a running run survives a release. */
class ReplayTests {

    @ParameterizedTest
    @ValueSource(strings = {"complete", "partial", "service", "unsupported"})
    void recordedRunReplays(String name) throws IOException {
        WorkflowExecutionHistory history = history(name);

        assertThatCode(() ->
                        WorkflowReplayer.replayWorkflowExecution(history, ExtendedCodeGenerationWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    private static WorkflowExecutionHistory history(String name) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(ReplayTests.class.getResourceAsStream("/histories/" + name + ".json"))) {
            return WorkflowExecutionHistory.fromJson(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
