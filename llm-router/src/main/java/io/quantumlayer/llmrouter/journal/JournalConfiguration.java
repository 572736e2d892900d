package io.quantumlayer.llmrouter.journal;

import io.quantumlayer.llmrouter.key.DatabaseConfigured;
import io.quantumlayer.llmrouter.key.KeyProperties;
import io.quantumlayer.llmrouter.key.RouterDatabase;
import io.quantumlayer.llmrouter.usage.UsageStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The journal, where routers have a database. */
@Configuration(proxyBeanMethods = false)
@Conditional(DatabaseConfigured.class)
class JournalConfiguration {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    @Bean
    @Nullable
    CallJournal callJournal(
            RouterDatabase database, JournalProperties properties, KeyProperties keys, UsageStore usage) {
        if (!properties.keep().isPositive()) {
            return null;
        }
        // Routers say that they live as often as they settle their leases; one round may be late.
        Duration rounds = keys.sync().multipliedBy(5);
        return new CallJournal(database, properties.keep(), rounds.compareTo(SILENCE) > 0 ? rounds : SILENCE, usage);
    }
}
