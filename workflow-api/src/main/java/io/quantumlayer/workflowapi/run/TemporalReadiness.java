package io.quantumlayer.workflowapi.run;

import io.grpc.StatusRuntimeException;
import io.quantumlayer.platform.health.ReadinessCheck;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Without Temporal this service can answer nothing. */
@Component
class TemporalReadiness implements ReadinessCheck {

    private static final long SECONDS = 2;

    private final WorkflowClient client;
    private final String address;

    TemporalReadiness(WorkflowClient client, @Value("${spring.temporal.connection.target}") String address) {
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
