package io.quantumlayer.platform.apidocs;

import io.quantumlayer.platform.identity.Identity;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** What {@code /v3/api-docs} says of itself: the service, its version, and no address, which only the caller knows. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ApiDocsAutoConfiguration {

    static {
        // Comes from a header that the gateway writes: no caller sends it as a parameter.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Identity.class);
    }

    @Bean
    @ConditionalOnMissingBean
    OpenAPI apiDocs(
            @Value("${spring.application.name}") String service, @Value("${quantumlayer.version}") String version) {
        return new OpenAPI().info(new Info().title(service).version(version)).addServersItem(new Server().url("/"));
    }
}
