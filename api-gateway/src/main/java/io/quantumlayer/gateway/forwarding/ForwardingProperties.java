package io.quantumlayer.gateway.forwarding;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Proxies in front of the gateway.
 *
 * @param trustedProxies addresses or subnets, such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-*} headers are
 *     believed; empty to believe nobody's
 */
@ConfigurationProperties("quantumlayer.gateway")
record ForwardingProperties(@DefaultValue List<String> trustedProxies) {}
