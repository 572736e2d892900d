package io.quantumlayer.gateway.forwarding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

    @Bean
    TrustedProxies trustedProxies(ForwardingProperties properties) {
        return new TrustedProxies(properties.trustedProxies());
    }

    @Bean
    ForwardedHeaders forwardedHeaders(TrustedProxies proxies) {
        return new ForwardedHeaders(proxies);
    }
}
