package io.quantumlayer.worker.signature;

import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.TokenSigner;
import io.quantumlayer.platform.identity.TokenVerifier;
import io.quantumlayer.platform.identity.WorkerKeyProperties;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/** The key of the worker: it signs what the worker stores, and shows QuantumDrop who stores it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerKeyProperties.class)
class WorkerKey {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerKey.class);
    private static final String STORE = "quantumdrop";

    private final @Nullable TokenSigner signer;
    private final @Nullable TokenVerifier verifier;

    WorkerKey(WorkerKeyProperties keys) {
        this.signer = keys.privateKeyFile().map(TokenSigner::of).orElse(null);
        this.verifier = keys.publicKeyFile().map(TokenVerifier::of).orElse(null);
        if (signer == null || !signer.isReady() || verifier == null || !verifier.isReady()) {
            LOG.error(
                    "Every run will fail until then, as QuantumDrop takes nothing that this worker has not signed: {} and {} have to name its key pair",
                    WorkerKeyProperties.PRIVATE_KEY,
                    WorkerKeyProperties.PUBLIC_KEY);
        }
    }

    @Bean
    DropSignatures dropSignatures() {
        return new DropSignatures(signer, verifier);
    }

    @Bean
    RestClientHttpServiceGroupConfigurer storeToken() {
        return signer == null ? groups -> {} : shownToTheStore(signer);
    }

    private static RestClientHttpServiceGroupConfigurer shownToTheStore(TokenSigner signer) {
        ServiceTokens.Issuer tokens = new ServiceTokens.Issuer(ServiceTokens.WORKER, signer, Clock.systemUTC());
        return groups -> groups.filterByName(STORE)
                .forEachClient((group, client) -> client.requestInterceptor((request, body, execution) -> {
                    if (signer.isReady()) {
                        request.getHeaders().set(ServiceTokens.HEADER, tokens.issue(STORE));
                    }
                    return execution.execute(request, body);
                }));
    }
}
