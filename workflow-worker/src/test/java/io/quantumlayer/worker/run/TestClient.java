package io.quantumlayer.worker.run;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** A client of the platform's namespace on a real server, and the connection below it. */
public record TestClient(WorkflowServiceStubs service, WorkflowClient client) implements AutoCloseable {

    /** @param address host and port of the server's frontend */
    public static TestClient of(String address) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        // Histories that are recorded name it: no machine is to be told by them.
        return new TestClient(
                service,
                WorkflowClient.newInstance(
                        service,
                        WorkflowClientOptions.newBuilder()
                                .setNamespace("quantumlayer")
                                .setIdentity("worker")
                                .build()));
    }

    @Override
    public void close() {
        service.shutdownNow();
    }
}
