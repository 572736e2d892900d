package io.quantumlayer.llmrouter.usage;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ledger of this process. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    UsageLedger usageLedger() {
        return new UsageLedger(Clock.systemUTC());
    }
}
