package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a Job's pod says of itself. */
record PodState(Pod pod) {

    /** Reasons to wait that no waiting ends; a pull that failed once is tried again for as long as there is patience. */
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "StartError");

    boolean runs() {
        return container(ContainerState::getRunning).findAny().isPresent();
    }

    boolean hasNode() {
        return pod.getSpec() != null && pod.getSpec().getNodeName() != null;
    }

    /** Why it has not started yet, in its own words. */
    String waiting() {
        return container(ContainerState::getWaiting)
                .map(PodState::text)
                .findFirst()
                .or(this::unscheduled)
                .orElse("the pod is " + pod.getStatus().getPhase());
    }

    /** Whether it will never run. */
    boolean isHopeless() {
        return isOver()
                || container(ContainerState::getWaiting)
                        .anyMatch(waiting -> HOPELESS.contains(String.valueOf(waiting.getReason())));
    }

    /** Whether it has ended, by itself or by Kubernetes. */
    boolean isOver() {
        return Set.of("Failed", "Succeeded")
                        .contains(String.valueOf(pod.getStatus().getPhase()))
                || terminated().isPresent();
    }

    boolean isOutOfMemory() {
        return terminated().filter(end -> "OOMKilled".equals(end.getReason())).isPresent();
    }

    /** Whether Kubernetes took it away: evicted, drained, its node lost, past its deadline. */
    boolean isTakenAway() {
        return pod.getStatus().getReason() != null || pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** What is known of that, to follow another text; empty if there is nothing. */
    String takenAway() {
        return pod.getStatus().getReason() == null
                ? ""
                : "; its pod says %s: %s"
                        .formatted(pod.getStatus().getReason(), pod.getStatus().getMessage());
    }

    private Optional<ContainerStateTerminated> terminated() {
        return container(ContainerState::getTerminated).findFirst();
    }

    private Optional<String> unscheduled() {
        List<PodCondition> conditions = pod.getStatus().getConditions();
        return conditions.stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> condition.getReason() + ": " + condition.getMessage())
                .findFirst();
    }

    private <T> Stream<T> container(Function<ContainerState, T> part) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .map(part)
                .filter(Objects::nonNull);
    }

    private static String text(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null
                ? String.valueOf(waiting.getReason())
                : waiting.getReason() + ": " + waiting.getMessage();
    }
}
