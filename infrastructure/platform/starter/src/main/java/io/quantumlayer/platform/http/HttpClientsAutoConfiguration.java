package io.quantumlayer.platform.http;

import io.quantumlayer.platform.identity.IdentityPropagation;
import io.quantumlayer.platform.problem.UpstreamException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of the other services. They do not retry: the caller that owns the work does.
 *
 * <p>Idle connections are closed after 60 seconds (system property {@code jdk.httpclient.keepalive.timeout}), so that
 * a client follows a service to its new address.
 */
@AutoConfiguration(
        afterName = "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
        beforeName = "org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration")
public final class HttpClientsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
    ClientHttpRequestFactoryBuilder<?> clientHttpRequestFactoryBuilder() {
        return ClientHttpRequestFactoryBuilder.jdk()
                .withExecutor(Executors.newVirtualThreadPerTaskExecutor())
                .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1));
    }

    @Bean
    RestClientHttpServiceGroupConfigurer upstreamErrors(JsonMapper json) {
        UpstreamErrors errors = new UpstreamErrors(json);
        return groups -> groups.forEachClient((group, client) -> client.requestInterceptor(new IdentityPropagation())
                .requestInterceptor((request, body, execution) -> {
                    try {
                        return execution.execute(request, body);
                    } catch (IOException e) {
                        throw UpstreamException.unreachable(group.name(), e);
                    }
                })
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw errors.read(group.name(), response);
                }));
    }

    /** Where the router has keys of its own, the platform needs one like everybody else. */
    @Bean
    RestClientHttpServiceGroupConfigurer routerKey(@Value("${LLM_ROUTER_KEY:}") String key) {
        return groups -> {
            if (!key.isBlank()) {
                groups.filterByName("llm-router")
                        .forEachClient((group, client) -> client.defaultHeader("x-api-key", key.strip()));
            }
        };
    }
}
