package io.quantumlayer.llmrouter.provider;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** The providers of this process. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProviderConfiguration {

    @Bean
    ProviderCatalogue providerCatalogue(
            List<InProcessModel> builtin, RouterProperties properties, ConfigurableEnvironment environment) {
        return new ProviderCatalogue(builtin, properties, environment.getSystemEnvironment());
    }

    /** A key that was changed in its file is used without a restart. */
    @Bean
    CredentialRefresh credentialRefresh(ProviderCatalogue catalogue) {
        return new CredentialRefresh(catalogue);
    }

    /** Kubernetes replaces the files of a mounted Secret without a word. */
    record CredentialRefresh(ProviderCatalogue catalogue) {

        @Scheduled(fixedDelayString = "${quantumlayer.router.credential-refresh:10s}")
        void refresh() {
            catalogue.refresh();
        }
    }
}
