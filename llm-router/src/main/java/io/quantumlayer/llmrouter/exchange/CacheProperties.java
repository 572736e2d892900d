package io.quantumlayer.llmrouter.exchange;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the cache of answers.
 *
 * @param ttl how long an answer is given again to the same request of the same tenant; zero for never. A route may say
 *     otherwise
 * @param maxSize of all answers together
 */
@ConfigurationProperties("quantumlayer.router.cache")
public record CacheProperties(
        @DefaultValue("0s") Duration ttl,
        @DefaultValue("64MB") DataSize maxSize) {}
