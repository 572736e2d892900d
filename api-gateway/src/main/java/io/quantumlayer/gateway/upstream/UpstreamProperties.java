package io.quantumlayer.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway treats services that do not answer.
 *
 * @param breakerPause how long a service is left alone after it failed several times; clients are told to come back
 *     after it
 */
@ConfigurationProperties("quantumlayer.gateway")
record UpstreamProperties(@DefaultValue("5s") Duration breakerPause) {}
