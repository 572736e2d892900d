package io.quantumlayer.worker.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodStateTests {

    @Test
    void podWithoutANodeSaysWhatTheSchedulerSays() {
        PodState state = new PodState(new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/1 nodes are available: 1 Insufficient cpu.")
                .endCondition()
                .endStatus()
                .build());

        assertThat(state.hasNode()).isFalse();
        assertThat(state.isHopeless()).isFalse();
        assertThat(state.waiting()).isEqualTo("Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "RunContainerError"})
    void containerThatCannotStartIsHopeless(String reason) {
        PodState state = waiting(reason);

        assertThat(state.isHopeless()).isTrue();
        assertThat(state.waiting()).isEqualTo(reason + ": the details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "ErrImagePull", "PodInitializing"})
    void containerThatMayStartIsWaitedFor(String reason) {
        assertThat(waiting(reason).isHopeless()).isFalse();
    }

    @Test
    void containerThatTheKernelEndedWasOutOfMemory() {
        PodState state = terminated("OOMKilled", null);

        assertThat(state.isOver()).isTrue();
        assertThat(state.isOutOfMemory()).isTrue();
        assertThat(state.isTakenAway()).isFalse();
    }

    @Test
    void podThatKubernetesTookAwaySaysWhy() {
        PodState state = terminated("Error", "Evicted");

        assertThat(state.isOutOfMemory()).isFalse();
        assertThat(state.isTakenAway()).isTrue();
        assertThat(state.takenAway()).contains("Evicted").contains("low on resource");
    }

    private static PodState waiting(String reason) {
        return new PodState(new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage("the details")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private static PodState terminated(String reason, String podReason) {
        return new PodState(new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .withPhase("Failed")
                .withReason(podReason)
                .withMessage("the node was low on resource: memory")
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(137)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }
}
