package io.quantumlayer.llmrouter.provider;

import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.reactive.function.client.WebClient;

/** The providers of this process, read once at start. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    ProviderCatalogue providerCatalogue(
            List<ChatProvider> builtin,
            RouterProperties properties,
            ConfigurableEnvironment environment,
            ObservationRegistry observations) {
        return new ProviderCatalogue(
                builtin,
                properties,
                environment.getSystemEnvironment(),
                WebClient.builder().observationRegistry(observations));
    }
}
