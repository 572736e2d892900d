package io.quantumlayer.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what a client may send.
 *
 * @param bodyLimit size of a request body on routes that name no {@code body-limit} of their own
 * @param rateLimit requests of one client
 */
@ConfigurationProperties("quantumlayer.gateway")
record LimitProperties(
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue RateLimit rateLimit) {

    /**
     * Requests of one client, which is an API key or, in mode {@code open}, an address.
     *
     * @param burst requests that may come at once, at least 1
     * @param perSecond requests per second that may follow, at least 1
     */
    record RateLimit(
            @DefaultValue("1000") int burst,
            @DefaultValue("200") int perSecond) {

        RateLimit {
            if (burst < 1 || perSecond < 1) {
                throw new IllegalArgumentException(
                        "quantumlayer.gateway.rate-limit needs at least one request; set burst and per-second to 1 or more.");
            }
        }
    }
}
