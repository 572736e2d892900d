package io.quantumlayer.llmrouter.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the catalogue of models.
 *
 * @param modelsFile YAML file whose prices and traits go before those that the router brings along
 * @param pricesFile the same by an older name; read after the other
 * @param refuseUnpriced whether calls of models without a price are refused; where it is absent, those on a budget are
 */
@ConfigurationProperties("quantumlayer.router")
public record CatalogueProperties(
        @Nullable Path modelsFile,
        @Nullable Path pricesFile,
        @Nullable Boolean refuseUnpriced) {

    List<Path> files() {
        return Stream.of(modelsFile, pricesFile).filter(Objects::nonNull).toList();
    }
}
