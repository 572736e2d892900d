package io.quantumlayer.worker;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the worker.
 *
 * @param roles what this process does
 * @param activities most steps of the role generator at once; what is written of a run waits behind them when there are more
 * @param verifications most steps of the role verifier at once; each may use a processor of its own
 * @param heartbeatThrottle least time between two heartbeats; bounds how late a cancellation is noticed
 * @param deadlockDetection how long workflow code may run without giving up its thread
 * @param drain how long running steps may go on after the process was asked to stop
 * @param version which version of the worker this process is
 */
@ConfigurationProperties("quantumlayer.worker")
record WorkerProperties(
        @DefaultValue({"generator", "verifier"}) Set<WorkerRole> roles,
        @DefaultValue("200") int activities,
        @DefaultValue("2") int verifications,
        @DefaultValue("500ms") Duration heartbeatThrottle,
        @DefaultValue("10s") Duration deadlockDetection,
        @DefaultValue("15s") Duration drain,
        @DefaultValue WorkerVersion version) {}
