package io.quantumlayer.llmrouter.usage;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    UsageLedger usageLedger() {
        return new UsageLedger(InstantSource.system());
    }
}
