package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.protocols.ModelErrorException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The models that a caller may ask, in the format of the
 * <a href="https://platform.claude.com/docs/en/api/models-list">Anthropic API</a>, whose clients send their version.
 */
@Hidden
@RestController
class AnthropicModelController {

    private static final String ANTHROPIC = "anthropic-version";

    /** What that API says where the day of a release is not known. */
    private static final String UNKNOWN_DATE = "1970-01-01T00:00:00Z";

    private static final int MOST = 1000;

    private final ModelList models;

    AnthropicModelController(ModelList models) {
        this.models = models;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Model(
            @JsonProperty("type") String type,
            @JsonProperty("id") String id,
            @JsonProperty("display_name") String displayName,
            @JsonProperty("created_at") String createdAt,

            @JsonProperty("max_input_tokens") @Nullable Integer maxInputTokens,

            @JsonProperty("max_tokens") @Nullable Integer maxTokens) {

        static Model of(ModelList.Listed listed) {
            return new Model("model", listed.id(), listed.id(), UNKNOWN_DATE, listed.context(), listed.output());
        }
    }

    record Page(
            @JsonProperty("data") List<Model> data,
            @JsonProperty("has_more") boolean hasMore,
            @JsonProperty("first_id") @Nullable String firstId,
            @JsonProperty("last_id") @Nullable String lastId) {}

    @GetMapping(
            path = {"/v1/models", "/api/v1/llm/models", "/api/v1/models"},
            headers = ANTHROPIC)
    Page page(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(name = "after_id", required = false) @Nullable String after,
            @RequestParam(name = "before_id", required = false) @Nullable String before,
            ServerHttpRequest request) {
        if (limit < 1 || limit > MOST) {
            throw ModelErrorException.invalid("limit", null, "limit must be 1 to %d.".formatted(MOST));
        }
        List<Model> all =
                models.of(Credentials.of(request)).stream().map(Model::of).toList();
        if (before != null) {
            int end = index(all, "before_id", before);
            int start = Math.max(0, end - limit);
            return page(all.subList(start, end), start > 0);
        }
        int start = after == null ? 0 : index(all, "after_id", after) + 1;
        int end = Math.min(all.size(), start + limit);
        return page(all.subList(start, end), end < all.size());
    }

    @GetMapping(path = "/v1/models/{*id}", headers = ANTHROPIC)
    Model one(@PathVariable String id, ServerHttpRequest request) {
        return Model.of(models.one(Credentials.of(request), id.substring(1)));
    }

    private static int index(List<Model> all, String parameter, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        throw ModelErrorException.invalid(parameter, null, "%s is none of the listed models.".formatted(parameter));
    }

    private static Page page(List<Model> data, boolean more) {
        return new Page(
                data,
                more,
                data.isEmpty() ? null : data.getFirst().id(),
                data.isEmpty() ? null : data.getLast().id());
    }
}
