package io.quantumlayer.platform.health;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ready when Temporal describes the namespace within two seconds. */
final class TemporalReadiness implements ReadinessCheck {

    private static final long SECONDS = 2;

    private final WorkflowClient client;
    private final String address;

    TemporalReadiness(WorkflowClient client, String address) {
        this.client = client;
        this.address = address;
    }

    @Override
    public String name() {
        return "temporal";
    }

    @Override
    public Optional<String> problem() {
        try {
            client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .build());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of("Temporal at %s does not answer (%s); check TEMPORAL_ADDRESS"
                    .formatted(address, e.getStatus().getCode()));
        }
    }
}
