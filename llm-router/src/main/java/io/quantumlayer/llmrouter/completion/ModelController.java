package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.ProviderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The models that a caller may ask, in the OpenAI format. */
@RestController
class ModelController {

    private final ModelList models;
    private final ProviderCatalogue catalogue;

    ModelController(ModelList models, ProviderCatalogue catalogue) {
        this.models = models;
        this.catalogue = catalogue;
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
    Models all(ServerHttpRequest request) {
        return new Models(
                "list",
                models.of(Credentials.of(request)).stream()
                        .map(ModelController::model)
                        .toList(),
                catalogue.states().stream()
                        .filter(state -> state.state() == ProviderStatus.State.OFF)
                        .toList());
    }

    @GetMapping("/v1/models/{*id}")
    Model one(@PathVariable String id, ServerHttpRequest request) {
        return model(models.one(Credentials.of(request), id.substring(1)));
    }

    private static Model model(ModelList.Listed listed) {
        return new Model(listed.id(), "model", 0, listed.owner(), listed.context(), listed.output());
    }
}
