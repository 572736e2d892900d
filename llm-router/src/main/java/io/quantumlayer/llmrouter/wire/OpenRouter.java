package io.quantumlayer.llmrouter.wire;

import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.key.KeyProperties;
import java.net.InetAddress;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * A router without keys spends its owner's money for whoever reaches it: unless it is told an address, only this machine
 * does, also on its port for metrics, and its log says so.
 */
final class OpenRouter
        implements WebServerFactoryCustomizer<ConfigurableReactiveWebServerFactory>,
                ApplicationListener<ApplicationReadyEvent>,
                Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(OpenRouter.class);
    private static final String ADDRESS = "server.address";

    private final KeyProperties keys;
    private final ModelCalls calls;
    private final ConfigurableEnvironment environment;

    OpenRouter(KeyProperties keys, ModelCalls calls, ConfigurableEnvironment environment) {
        this.keys = keys;
        this.calls = calls;
        this.environment = environment;
    }

    /** Before the address of the settings, which overrides what is said here. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableReactiveWebServerFactory server) {
        listen(keys, server);
        if (!keys.areConfigured() && !environment.containsProperty(ADDRESS)) {
            // The server of the metrics is made after this one, from the settings; what they say themselves goes first.
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "open router",
                            Map.of(
                                    "management.server.address",
                                    InetAddress.getLoopbackAddress().getHostAddress())));
        }
    }

    static void listen(KeyProperties keys, ConfigurableReactiveWebServerFactory server) {
        if (!keys.areConfigured()) {
            server.setAddress(InetAddress.getLoopbackAddress());
        }
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (calls.isKeyRequired()) {
            return;
        }
        String address =
                environment.getProperty(ADDRESS, keys.areConfigured() ? "every address" : "the loopback address alone");
        LOG.warn(
                "The router is open: it has no keys, and whoever reaches it may spend what its providers charge. It listens on {}. Set quantumlayer.router.keys.file to ask for keys, server.address to listen elsewhere.",
                address);
    }
}
