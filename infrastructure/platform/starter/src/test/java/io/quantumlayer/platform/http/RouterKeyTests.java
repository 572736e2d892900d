package io.quantumlayer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

class RouterKeyTests {

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            keys.addAll(exchange.getRequestHeaders().getOrDefault("X-api-key", Collections.emptyList()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @HttpExchange
    interface Router {
        @GetExchange("/")
        void call();
    }

    @HttpExchange
    interface Other {
        @GetExchange("/")
        void call();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "llm-router", types = Router.class)
    @ImportHttpServices(group = "parser", types = Other.class)
    static class Clients {}

    @Test
    void givesTheRouterAndNobodyElseThePlatformsKey() {
        runner("LLM_ROUTER_KEY= ql-platform ").run(context -> {
            context.getBean(Router.class).call();
            context.getBean(Other.class).call();
        });

        assertThat(keys).containsExactly("ql-platform");
    }

    @Test
    void sendsNoKeyWhereThereIsNone() {
        runner("unrelated=1").run(context -> context.getBean(Router.class).call());

        assertThat(keys).isEmpty();
    }

    private ApplicationContextRunner runner(String property) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpClientAutoConfiguration.class,
                        RestClientAutoConfiguration.class,
                        HttpServiceClientPropertiesAutoConfiguration.class,
                        HttpServiceClientAutoConfiguration.class,
                        HttpClientsAutoConfiguration.class))
                .withUserConfiguration(Clients.class)
                .withPropertyValues(
                        property,
                        "spring.http.serviceclient.llm-router.base-url=" + url,
                        "spring.http.serviceclient.parser.base-url=" + url);
    }
}
