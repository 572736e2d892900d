package io.quantumlayer.worker.run;

import io.temporal.worker.WorkerOptions;

/** Options for a worker on a busy machine: a workflow thread that waits for a processor is not a deadlock. */
final class PatientWorker {

    static final WorkerOptions OPTIONS = WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(60_000)
            .build();

    private PatientWorker() {}
}
