package io.quantumlayer.worker;

/** What a worker process does; in Kubernetes a process has one role, on one machine both. */
enum WorkerRole {
    /** Runs workflows and the steps that ask other services. */
    GENERATOR,
    /** Runs the steps that execute generated code; holds no credentials. */
    VERIFIER
}
