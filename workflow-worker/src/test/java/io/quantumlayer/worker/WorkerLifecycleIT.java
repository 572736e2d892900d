package io.quantumlayer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.TemporalServer;
import io.quantumlayer.testsupport.TestTemporal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerLifecycleIT {

    private final int port = LoopbackPort.free();
    private final WorkflowServiceStubs service =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget("127.0.0.1:" + port)
                    .build());
    private final WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder().setNamespace("quantumlayer").build()));
    private final WorkerLifecycle lifecycle = new WorkerLifecycle(factory, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        service.shutdownNow();
    }

    @Test
    void waitsForATemporalThatComesLater(@TempDir Path directory) {
        lifecycle.start();
        assertThat(factory.isStarted()).isFalse();

        try (TemporalServer server = TestTemporal.start(directory, port)) {
            await().atMost(Duration.ofSeconds(30)).until(factory::isStarted);
            assertThat(lifecycle.isRunning()).isTrue();
            lifecycle.stop();
        }

        assertThat(factory.isTerminated()).isTrue();
    }

    @Test
    void endsWhileItWaits() {
        lifecycle.start();

        lifecycle.stop();

        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(factory.isTerminated()).isTrue();
    }
}
