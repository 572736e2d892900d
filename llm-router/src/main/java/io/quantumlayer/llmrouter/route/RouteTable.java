package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every route: those of the file, and for every other model the provider that has it. */
public final class RouteTable {

    private static final int ATTEMPTS = 3;

    private final ProviderCatalogue catalogue;
    private final Timeouts timeouts;
    private volatile Map<String, RouteFile.Entry> entries = Map.of();
    private volatile Resolved resolved = new Resolved(List.of(), Map.of());

    RouteTable(ProviderCatalogue catalogue, RouterProperties properties) {
        this.catalogue = catalogue;
        this.timeouts = new Timeouts(
                properties.connectTimeout(),
                properties.responseTimeout(),
                properties.idleTimeout(),
                properties.totalTimeout());
    }

    /** Routes as they are for one state of the providers, with the targets whose provider is on. */
    private record Resolved(List<Provider> providers, Map<String, Route> routes) {}

    void replace(RouteFile file) {
        entries = file.routes().stream().collect(Collectors.toUnmodifiableMap(RouteFile.Entry::model, entry -> entry));
        resolved = new Resolved(List.of(), Map.of());
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** Model names of the file's routes that can be asked. */
    public List<String> names() {
        return current().routes().keySet().stream().sorted().toList();
    }

    /**
     * The route of a model name.
     *
     * @throws ModelErrorException 404 if no provider that is on has the model
     */
    public Route route(String model) {
        Route route = current().routes().get(model);
        if (route != null) {
            return route;
        }
        if (entries.containsKey(model)) {
            throw ModelErrorException.modelNotFound("The route '%s' has no target whose provider is on: %s."
                    .formatted(
                            model,
                            entries.get(model).targets().stream()
                                    .map(RouteFile.TargetEntry::provider)
                                    .distinct()
                                    .collect(Collectors.joining(", "))));
        }
        ProviderCatalogue.Served served = catalogue.serving(model);
        return Route.to(model, new Target(served.provider(), served.model(), 1, 0, Set.of()), timeouts, ATTEMPTS);
    }

    private Resolved current() {
        Resolved known = resolved;
        List<Provider> providers = catalogue.providers();
        if (known.providers() == providers) {
            return known;
        }
        Map<String, Provider> byName =
                providers.stream().collect(Collectors.toMap(Provider::name, provider -> provider));
        Map<String, Route> routes = entries.values().stream()
                .map(entry -> RouteReader.route(entry, byName, timeouts))
                .filter(route -> !route.targets().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Route::name, route -> keep(known, route)));
        Resolved next = new Resolved(providers, routes);
        resolved = next;
        return next;
    }

    /** A hedge goes on with what was saved up when only the providers have changed. */
    private static Route keep(Resolved known, Route route) {
        Route before = known.routes().get(route.name());
        return before == null || before.hedge() == null || route.hedge() == null ? route : route.with(before.hedge());
    }

    /** Names of the providers that the file speaks of and nobody has configured. */
    List<String> unknownProviders() {
        List<String> unknown = new ArrayList<>();
        List<String> known =
                catalogue.states().stream().map(state -> state.name()).toList();
        entries.values()
                .forEach(entry -> entry.targets().stream()
                        .map(RouteFile.TargetEntry::provider)
                        .filter(name -> !known.contains(name))
                        .forEach(unknown::add));
        return unknown;
    }
}
