package io.quantumlayer.workflowapi.run;

import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How long a caller of this service waits for Temporal. The client's own limits, a minute of repetition, suit a worker;
 * here someone waits for the answer, and a 503 with {@code Retry-After} is one.
 */
@Configuration(proxyBeanMethods = false)
class TemporalDeadlines {

    /** Survives the restart of one of several frontends. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> temporalPatience() {
        return options -> options.setRpcTimeout(PATIENCE)
                .setRpcRetryOptions(RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance())
                        .setExpiration(PATIENCE)
                        .build());
    }
}
