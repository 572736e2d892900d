package io.quantumlayer.llmrouter.completion;

import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.key.Permission;
import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The models that a caller may ask, whatever the format in which they are told. */
@Component
class ModelList {

    private final ModelCalls calls;
    private final ProviderCatalogue catalogue;
    private final RouteTable routes;
    private final TraitTable traits;

    ModelList(ModelCalls calls, ProviderCatalogue catalogue, RouteTable routes, TraitTable traits) {
        this.calls = calls;
        this.catalogue = catalogue;
        this.routes = routes;
        this.traits = traits;
    }

    /**
     * A model that can be asked.
     *
     * @param id what a request's {@code model} may be; {@code provider/*} for a provider that takes any model
     * @param owner its provider; {@code route} for a route
     * @param context tokens of prompt and answer together; {@code null} where the catalogue does not know
     * @param output most tokens of an answer; {@code null} where the catalogue does not know
     */
    record Listed(
            String id,
            String owner,
            @Nullable Integer context,
            @Nullable Integer output) {}

    /**
     * Those that a caller may ask.
     *
     * @throws ModelErrorException if the caller has no key that works where one is needed
     */
    List<Listed> of(@Nullable String credential) {
        return of(calls.permitted(credential));
    }

    private List<Listed> of(Permission.Models permitted) {
        Map<String, Listed> models = new LinkedHashMap<>();
        for (String route : routes.names()) {
            if (permitted.allowed().test(route)) {
                models.put(route, new Listed(route, "route", null, null));
            }
        }
        for (Provider provider : catalogue.providers()) {
            for (String model : provider.models()) {
                add(models, permitted, provider, model);
            }
        }
        // Models of a provider that takes any are not listed; a key that names some knows them.
        permitted.named().stream()
                .filter(name -> !models.containsKey(name))
                .forEach(name -> served(name).ifPresent(model -> models.put(name, model)));
        return List.copyOf(models.values());
    }

    /**
     * The one with an id: a listed one, or {@code provider/model} for any that the provider is asked for.
     *
     * @throws ModelErrorException as above, and if there is none
     */
    Listed one(@Nullable String credential, String id) {
        Permission.Models permitted = calls.permitted(credential);
        return of(permitted).stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .or(() -> served(id)
                        .filter(model -> id.startsWith(model.owner() + "/")
                                && permitted.allowed().test(id)))
                .orElseThrow(() -> ModelErrorException.modelNotFound(
                        "No provider has the model '%s', or this key may not use it.".formatted(id)));
    }

    /** A model by any name that it is asked by; empty if nobody has it at present. */
    private Optional<Listed> served(String name) {
        try {
            ProviderCatalogue.Served served = catalogue.serving(name);
            return Optional.of(listed(name, served.provider(), served.model()));
        } catch (ModelErrorException unknown) {
            return Optional.empty();
        }
    }

    /** A model that two providers list goes by its own name at the first and with the provider's name at the second. */
    private void add(Map<String, Listed> models, Permission.Models permitted, Provider provider, String model) {
        boolean bare = !model.equals(Provider.ANY_MODEL)
                && !models.containsKey(model)
                && catalogue.serving(model).provider().name().equals(provider.name())
                && permitted.allowed().test(model);
        String id = bare ? model : provider.name() + "/" + model;
        if (bare || permitted.allowed().test(id)) {
            models.put(id, listed(id, provider, model));
        }
    }

    private Listed listed(String id, Provider provider, String model) {
        ModelTraits known = traits.of(provider.catalogues(), model);
        return new Listed(id, provider.name(), known.context(), known.output());
    }
}
