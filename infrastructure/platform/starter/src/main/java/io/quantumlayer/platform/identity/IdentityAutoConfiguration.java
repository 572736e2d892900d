package io.quantumlayer.platform.identity;

import io.micrometer.context.ContextRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Checks the identity token on the way in and offers it to handlers and clients. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties({IdentityProperties.class, WorkerKeyProperties.class})
public final class IdentityAutoConfiguration {

    @Bean
    IdentityFilter identityFilter(IdentityProperties properties, @Value("${spring.application.name}") String service) {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new IdentityContext());
        return new IdentityFilter(properties
                .publicKeyFile()
                .map(file -> IdentityTokens.checker(file, service, Clock.systemUTC()))
                .orElse(null));
    }

    @Bean
    WebFluxConfigurer identityArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new IdentityArgumentResolver());
            }
        };
    }
}
