package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.project.Frd;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.step.Answered;
import io.quantumlayer.worker.step.FakeRun;
import io.temporal.client.ActivityCanceledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTests {

    private final FakeRun run = new FakeRun("python");
    private final List<TaskRequest> asked = new ArrayList<>();
    private final Roles roles = new Roles(this::waiting, new LanguageProfiles(), FakeRun.JSON);
    private boolean canceled;
    private final Cancellation cancellation = new Cancellation(() -> {
        if (canceled) {
            throw new ActivityCanceledException();
        }
    });

    @Test
    void noTaskBeginsInARunThatIsCanceled() {
        canceled = true;

        assertThatThrownBy(this::ask).isInstanceOf(ActivityCanceledException.class);

        assertThat(asked).isEmpty();
        assertThat(cancellation.requested()).isTrue();
    }

    @Test
    void aTaskThatWaitsToBeTakenIsNotAskedForAgainInARunThatIsCanceledMeanwhile() {
        assertThatThrownBy(this::ask).isInstanceOf(ActivityCanceledException.class);

        assertThat(asked).hasSize(1);
    }

    private void ask() {
        roles.ask(run.at(Step.WRITE_FRD, cancellation), "analyst", Frd.class, Map.of());
    }

    /** The owner has as many tasks waiting as one may have; meanwhile the run is canceled. */
    private TaskResult waiting(TaskRequest task) {
        asked.add(task);
        canceled = true;
        throw Answered.with(
                "agent-orchestrator",
                429,
                "alice has 250 tasks waiting.",
                null,
                Map.of(TaskRequest.WAITING, 250, UpstreamException.RETRY_AFTER, 0));
    }
}
