package io.quantumlayer.quantumdrop;

import io.quantumlayer.platform.identity.IdentityIssuer;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.TokenSigner;
import io.quantumlayer.testsupport.TestKeys;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The keys of the worker and of the gateway, whose public halves the service under test has. */
@TestConfiguration(proxyBeanMethods = false)
public class PlatformKeys {

    static final TestKeys WORKER = TestKeys.create();
    static final TestKeys GATEWAY = TestKeys.create();

    @Bean
    DynamicPropertyRegistrar publicKeys() {
        return registry -> {
            registry.add(
                    "quantumlayer.worker-key.public-key",
                    () -> WORKER.publicKey().toString());
            registry.add(
                    "quantumlayer.identity.public-key",
                    () -> GATEWAY.publicKey().toString());
        };
    }

    /** A token as the worker shows it. */
    static String workersToken() {
        return serviceToken(WORKER, ServiceTokens.WORKER, "quantumdrop", Clock.systemUTC());
    }

    static String serviceToken(TestKeys keys, String service, String audience, Clock clock) {
        return new ServiceTokens.Issuer(service, TokenSigner.of(new FileSystemResource(keys.privateKey())), clock)
                .issue(audience);
    }

    /** A token as the gateway sends it for a caller. */
    static String callersToken(TestKeys keys) {
        return IdentityIssuer.of(new FileSystemResource(keys.privateKey()), Clock.systemUTC())
                .issue("anonymous", List.of("quantumdrop"))
                .orElseThrow();
    }
}
