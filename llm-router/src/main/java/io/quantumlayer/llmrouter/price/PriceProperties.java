package io.quantumlayer.llmrouter.price;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of prices.
 *
 * @param pricesFile YAML file whose prices go before those that the router brings along
 * @param refuseUnpriced whether calls of models without a price are refused
 */
@ConfigurationProperties("quantumlayer.router")
public record PriceProperties(
        @Nullable Path pricesFile, @DefaultValue("false") boolean refuseUnpriced) {}
