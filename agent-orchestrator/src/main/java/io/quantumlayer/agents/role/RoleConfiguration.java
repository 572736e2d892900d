package io.quantumlayer.agents.role;

import io.quantumlayer.platform.model.LimitOverrides;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoleConfiguration {

    @Bean
    LimitOverrides limitOverrides(RoleProperties properties) {
        return new LimitOverrides(properties.limits());
    }
}
