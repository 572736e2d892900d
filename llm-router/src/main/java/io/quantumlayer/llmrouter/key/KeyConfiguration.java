package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.platform.yaml.WatchedFile;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    KeyRing keyRing(KeyProperties properties, CallLedger ledger) {
        return new KeyRing(properties.database().isConfigured(), ledger, InstantSource.system());
    }

    @Bean
    Authoriser authoriser(KeyRing ring, CallLedger ledger) {
        return new Authoriser(ring, ledger, InstantSource.system());
    }

    @Bean
    AdminAccess adminAccess(KeyProperties properties) {
        return new AdminAccess(properties);
    }

    @Bean
    KeyAdministration keyAdministration(
            KeyRing ring, ObjectProvider<RouterDatabase> database, ObjectProvider<Leases> leases) {
        return new KeyAdministration(ring, database.getIfAvailable(), leases.getIfAvailable(), InstantSource.system());
    }

    /** Keys of a file, where one is named. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("quantumlayer.router.keys.file")
    static class FileKeys {

        @Bean
        WatchedFile keyFile(KeyProperties properties, KeyRing ring, MeterRegistry meters) {
            Path file = properties.file();
            if (file == null) {
                throw new IllegalStateException("quantumlayer.router.keys.file is empty");
            }
            return new WatchedFile(
                    file,
                    text -> ring.replaceFileKeys(KeyFile.read(text, file.toString())),
                    "llm.router.keys.file.broken",
                    meters);
        }
    }

    /** Keys of a database, and everything that routers share by it, where one is configured. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(DatabaseConfigured.class)
    static class DatabaseKeys {

        @Bean
        RouterDatabase routerDatabase(KeyProperties properties, MeterRegistry meters) {
            return new RouterDatabase(properties.database(), meters);
        }

        @Bean
        Leases leases(KeyRing ring, RouterDatabase database, KeyProperties properties, MeterRegistry meters) {
            return new Leases(ring, database, properties.sync(), meters);
        }
    }
}
