package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.usage.UsageLedger;
import io.quantumlayer.llmrouter.yaml.WatchedFile;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** The keys of this process. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    Gatekeeper gatekeeper(UsageLedger ledger) {
        return new Gatekeeper(ledger, Clock.systemUTC());
    }

    @Bean
    KeyReload keyReload(Gatekeeper gatekeeper, KeyProperties properties, MeterRegistry registry) {
        Path file = properties.file();
        return new KeyReload(
                file == null
                        ? null
                        : new WatchedFile(
                                file,
                                path -> gatekeeper.replace(KeyFile.read(path).keys()),
                                "llm.router.keys.broken",
                                registry));
    }

    /** A file that was changed is used within a second. */
    record KeyReload(@Nullable WatchedFile file) {

        @Scheduled(fixedDelay = 500)
        void look() {
            if (file != null) {
                file.look();
            }
        }
    }
}
