package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    KeyRing keyRing(KeyProperties properties, CallLedger ledger) {
        return new KeyRing(properties.database().isConfigured(), ledger, InstantSource.system());
    }

    @Bean
    Gatekeeper gatekeeper(KeyRing ring, CallLedger ledger) {
        return new Gatekeeper(ring, ledger, InstantSource.system());
    }

    /** Keys of a file, where one is named. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("quantumlayer.router.keys.file")
    static class FileKeys {

        @Bean
        KeyFileWatch keyFileWatch(KeyProperties properties, KeyRing ring, MeterRegistry meters) {
            Path file = properties.file();
            if (file == null) {
                throw new IllegalStateException("quantumlayer.router.keys.file is empty");
            }
            return new KeyFileWatch(file, ring, meters);
        }
    }
}
