package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that it takes to ask a provider, wherever it was said. Two that are equal are the same provider with the same keys.
 *
 * @param vendor names under which the catalogue has the models of whose account it is, where that is known
 * @param dialect that of the kind, with what settings change in it
 * @param models ids that it serves; none for any
 * @param region where the kind has one
 * @param adapt the router's where it is absent
 * @param concurrency most calls at once at each account
 */
record ConfiguredProvider(
        String name,
        ProviderKind kind,
        List<String> vendor,
        Dialect dialect,
        List<String> models,
        @Nullable String apiVersion,
        @Nullable String region,
        Map<String, Secret> headers,
        @Nullable Adapt adapt,
        @Nullable Integer concurrency,
        List<ConfiguredAccount> accounts) {

    /** Names under which the catalogue has the prices of its models. */
    List<String> priceCatalogues() {
        return Stream.of(List.of(name), kind.catalogues(), vendor)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /**
     * One credential.
     *
     * @param key none where the server wants none, or requests are signed
     */
    record ConfiguredAccount(
            String name, int weight, URI address, @Nullable Secret key) {}
}
