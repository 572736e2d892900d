package io.quantumlayer.worker.run;

import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Options for a worker on a busy machine: a workflow thread that waits for a processor is not a deadlock. */
final class PatientWorker {

    private static final Duration HEARTBEATS = Duration.ofMillis(100);

    static final WorkerOptions OPTIONS = WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(60_000)
            .setMaxHeartbeatThrottleInterval(HEARTBEATS)
            .setDefaultHeartbeatThrottleInterval(HEARTBEATS)
            .build();

    private PatientWorker() {}
}
