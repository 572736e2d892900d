package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.llmrouter.key.DatabaseConfigured;
import io.quantumlayer.llmrouter.key.RouterDatabase;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    UsageLedger usageLedger() {
        return new UsageLedger(InstantSource.system());
    }

    /** The database's part, where one is configured. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(DatabaseConfigured.class)
    static class Stored {

        @Bean
        UsageStore usageStore(UsageLedger ledger, RouterDatabase database) {
            return new UsageStore(ledger, database, InstantSource.system());
        }

        @Bean
        BackgroundStore backgroundStore(RouterDatabase database, UsageStore usage) {
            return new BackgroundStore(database, usage);
        }
    }
}
