package io.quantumlayer.worker;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which version of the worker this process is, for Temporal's worker versioning.
 *
 * @param deployment name of the Worker Deployment; empty when workers are not versioned
 * @param build id of the build within it; empty when workers are not versioned
 */
record WorkerVersion(
        @DefaultValue("") String deployment,
        @DefaultValue("") String build) {

    WorkerVersion {
        if (deployment.isEmpty() != build.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of TEMPORAL_DEPLOYMENT_NAME ('%s') and TEMPORAL_WORKER_BUILD_ID ('%s') one is empty: set both, or neither for workers without versions."
                            .formatted(deployment, build));
        }
    }

    /** A run stays on the version it started on: no code changes under a run. */
    Optional<WorkerDeploymentOptions> options() {
        if (deployment.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(WorkerDeploymentOptions.newBuilder()
                .setUseVersioning(true)
                .setVersion(new WorkerDeploymentVersion(deployment, build))
                .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
                .build());
    }
}
