package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.ProviderStatus;
import io.quantumlayer.llmrouter.route.RouteTable;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The models of all providers, in the OpenAI format. */
@RestController
class ModelController {

    private final ProviderCatalogue catalogue;
    private final RouteTable routes;
    private final TraitTable traits;

    ModelController(ProviderCatalogue catalogue, RouteTable routes, TraitTable traits) {
        this.catalogue = catalogue;
        this.routes = routes;
        this.traits = traits;
    }

    /**
     * A model in the OpenAI format.
     *
     * @param id what a request's {@code model} may be; {@code provider/*} for a provider that takes any model
     * @param created always 0: no provider's date of a model is known
     * @param contextWindow tokens of prompt and answer together; {@code null} where the catalogue does not know
     * @param maxOutputTokens most tokens of an answer; {@code null} where the catalogue does not know
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Model(
            @JsonProperty("id") String id,
            @JsonProperty("object") String object,
            @JsonProperty("created") long created,
            @JsonProperty("owned_by") String ownedBy,

            @JsonProperty("context_window") @Nullable Integer contextWindow,

            @JsonProperty("max_output_tokens") @Nullable Integer maxOutputTokens) {}

    /**
     * All models.
     *
     * @param off providers that cannot be asked, and why; no member of the OpenAI format
     */
    record Models(
            @JsonProperty("object") String object,
            @JsonProperty("data") List<Model> data,
            @JsonProperty("providers_off") List<ProviderStatus> off) {}

    @GetMapping({"/v1/models", "/api/v1/llm/models", "/api/v1/models"})
    Models all() {
        return new Models(
                "list",
                models(),
                catalogue.states().stream()
                        .filter(state -> state.state() == ProviderStatus.State.OFF)
                        .toList());
    }

    @GetMapping("/v1/models/{*id}")
    Model one(@PathVariable String id) {
        String wanted = id.substring(1);
        return models().stream()
                .filter(model -> model.id().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> ModelErrorException.modelNotFound("No provider lists the model '%s'.".formatted(wanted)));
    }

    /** A model that two providers list goes by its own name at the first and with the provider's name at the second. */
    private List<Model> models() {
        Set<String> seen = new HashSet<>();
        List<Model> models = new ArrayList<>();
        for (String route : routes.names()) {
            seen.add(route);
            models.add(new Model(route, "model", 0, "route", null, null));
        }
        for (Provider provider : catalogue.providers()) {
            for (String model : provider.models()) {
                boolean bare = !model.equals(Provider.ANY_MODEL) && seen.add(model);
                ModelTraits known = traits.of(provider.catalogues(), model);
                models.add(new Model(
                        bare ? model : provider.name() + "/" + model,
                        "model",
                        0,
                        provider.name(),
                        known.context(),
                        known.output()));
            }
        }
        return models;
    }
}
