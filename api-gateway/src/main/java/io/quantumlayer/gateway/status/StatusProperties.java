package io.quantumlayer.gateway.status;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which services are asked how they are.
 *
 * @param upstreams base URL of every service behind the gateway, by its name
 * @param status further services
 */
@ConfigurationProperties("quantumlayer.gateway")
record StatusProperties(
        Map<String, URI> upstreams, @DefaultValue Status status) {

    /** @param workerUrl base URL of the worker's management port; not asked without one */
    record Status(@Nullable URI workerUrl) {}
}
