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
import org.springframework.core.io.Resource;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/** The key of the worker: it signs what the worker stores, and shows QuantumDrop who stores it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerKeyProperties.class)
class WorkerKey {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerKey.class);
    private static final String STORE = "quantumdrop";

    private final @Nullable Resource privateKey;
    private final @Nullable Resource publicKey;

    WorkerKey(WorkerKeyProperties keys) {
        this.privateKey = keys.privateKeyFile().orElse(null);
        this.publicKey = keys.publicKeyFile().orElse(null);
        if (privateKey == null || publicKey == null) {
            LOG.error(
                    "Every run will fail, as QuantumDrop takes nothing that this worker has not signed: {} and {} have to name its key pair",
                    WorkerKeyProperties.PRIVATE_KEY,
                    WorkerKeyProperties.PUBLIC_KEY);
        }
    }

    @Bean
    DropSignatures dropSignatures() {
        return new DropSignatures(
                privateKey == null ? null : TokenSigner.of(privateKey),
                publicKey == null ? null : TokenVerifier.of(publicKey));
    }

    @Bean
    RestClientHttpServiceGroupConfigurer storeToken() {
        if (privateKey == null) {
            return groups -> {};
        }
        ServiceTokens.Issuer tokens =
                new ServiceTokens.Issuer(ServiceTokens.WORKER, TokenSigner.of(privateKey), Clock.systemUTC());
        return groups -> groups.filterByName(STORE)
                .forEachClient((group, client) -> client.requestInterceptor((request, body, execution) -> {
                    request.getHeaders().set(ServiceTokens.HEADER, tokens.issue(STORE));
                    return execution.execute(request, body);
                }));
    }
}
