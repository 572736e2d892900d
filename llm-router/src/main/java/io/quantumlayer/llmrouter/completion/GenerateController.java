package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.completion.Completions.WholeAnswer;
import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.llmrouter.provider.Operation;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.request.RequestId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's own way to ask a model: messages or a prompt in, text and tokens out. */
@RestController
class GenerateController {

    private final Completions completions;
    private final ProviderCatalogue catalogue;
    private final RouterProperties properties;
    private final JsonMapper json;

    GenerateController(
            Completions completions, ProviderCatalogue catalogue, RouterProperties properties, JsonMapper json) {
        this.completions = completions;
        this.catalogue = catalogue;
        this.properties = properties;
        this.json = json;
    }

    /**
     * What to ask.
     *
     * @param prompt the user's message, where there are no {@code messages}
     * @param system the system message that goes with {@code prompt}
     * @param provider provider to ask; without {@code model}, its first model
     */
    record GenerateRequest(
            @JsonProperty("messages") @Nullable List<Map<String, Object>> messages,
            @JsonProperty("prompt") @Nullable String prompt,
            @JsonProperty("system") @Nullable String system,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("provider") @Nullable String provider,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("response_format") @Nullable Map<String, Object> responseFormat) {}

    /** The answer. */
    record GenerateResponse(
            @JsonProperty("content") String content,
            @JsonProperty("usage") TokenUsage usage,
            @JsonProperty("model") String model,
            @JsonProperty("provider") String provider) {}

    /** Tokens as the provider counted them. */
    record TokenUsage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("total_tokens") long totalTokens) {}

    @PostMapping({"/generate", "/api/v1/llm/generate"})
    ResponseEntity<GenerateResponse> generate(@RequestBody GenerateRequest request, ServerWebExchange exchange) {
        WholeAnswer answer;
        try {
            ModelRequest body = ModelRequest.of(Operation.CHAT, json.writeValueAsBytes(chat(request)));
            answer = completions.complete(body, RequestId.of(exchange), Credentials.of(exchange.getRequest()));
        } catch (ModelErrorException refused) {
            throw problem(refused.status(), String.valueOf(refused.getMessage()), refused);
        }
        String provider = answer.headers().get(RouterClient.PROVIDER_HEADER, "");
        JsonNode completion = answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
        if (answer.isError()) {
            ProblemException problem = problem(
                    HttpStatusCode.valueOf(answer.status()),
                    completion.path("error").path("message").asString("no reason given"),
                    null);
            String retryAfter = answer.headers().get(HttpHeaders.RETRY_AFTER);
            throw retryAfter == null ? problem : problem.withHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        answer.headers().forEach(header -> {
            if (header.getKey().regionMatches(true, 0, "X-QL-", 0, 5)) {
                response.header(header.getKey(), header.getValue());
            }
        });
        return response.body(response(completion, provider));
    }

    private Map<String, Object> chat(GenerateRequest request) {
        Map<String, Object> chat = new LinkedHashMap<>();
        chat.put("model", model(request));
        chat.put("messages", messages(request));
        put(chat, "max_tokens", request.maxTokens());
        put(chat, "temperature", request.temperature());
        put(chat, "response_format", request.responseFormat());
        return chat;
    }

    private static void put(Map<String, Object> chat, String member, @Nullable Object value) {
        if (value != null) {
            chat.put(member, value);
        }
    }

    private static List<Map<String, Object>> messages(GenerateRequest request) {
        if (request.messages() != null && !request.messages().isEmpty()) {
            return request.messages();
        }
        if (request.prompt() == null || request.prompt().isBlank()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "prompt or messages is required.")
                    .withErrors(List.of(new FieldError("prompt", "is required where messages is absent")));
        }
        List<Map<String, Object>> messages = new ArrayList<>();
        if (request.system() != null && !request.system().isBlank()) {
            messages.add(Map.of("role", "system", "content", request.system()));
        }
        messages.add(Map.of("role", "user", "content", request.prompt()));
        return messages;
    }

    private String model(GenerateRequest request) {
        String model = request.model();
        String provider = request.provider();
        if (provider != null && !provider.isBlank()) {
            Provider named = catalogue.providers().stream()
                    .filter(candidate -> candidate.name().equals(provider))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                                    ProblemType.INVALID_REQUEST, "provider '%s' is not on.".formatted(provider))
                            .withErrors(List.of(new FieldError("provider", "must be one of " + names()))));
            return provider + "/" + (model == null || model.isBlank() ? firstModel(named) : model);
        }
        if (model != null && !model.isBlank()) {
            return model;
        }
        if (properties.defaultModel() != null) {
            return properties.defaultModel();
        }
        return catalogue.providers().stream()
                .filter(Provider::isLanguageModel)
                .filter(candidate -> !candidate.models().getFirst().equals(Provider.ANY_MODEL))
                .findFirst()
                .map(candidate -> candidate.name() + "/" + candidate.models().getFirst())
                .orElseThrow(
                        () -> new ProblemException(
                                ProblemType.UNAVAILABLE,
                                "No language model is configured: name a model, set OPENAI_API_KEY or LLM_<NAME>_BASE_URL, or quantumlayer.router.default-model."));
    }

    private static String firstModel(Provider provider) {
        String first = provider.models().getFirst();
        if (first.equals(Provider.ANY_MODEL)) {
            throw new ProblemException(
                            ProblemType.INVALID_REQUEST, "Provider %s lists no models.".formatted(provider.name()))
                    .withErrors(List.of(new FieldError("model", "is required for this provider")));
        }
        return first;
    }

    private String names() {
        return String.join(
                ", ", catalogue.providers().stream().map(Provider::name).toList());
    }

    private static ProblemException problem(HttpStatusCode status, String detail, @Nullable Throwable cause) {
        ProblemType type = switch (status.value()) {
            case 400, 422 -> ProblemType.INVALID_REQUEST;
            case 404 -> ProblemType.NOT_FOUND;
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE;
            case 429 -> ProblemType.TOO_MANY_REQUESTS;
            case 503 -> ProblemType.UNAVAILABLE;
            case 504 -> ProblemType.TIMED_OUT;
            // 401 and 403 too: it is the router's credential that the provider refuses, not the caller's.
            default -> ProblemType.UPSTREAM_FAILED;
        };
        return cause == null ? new ProblemException(type, detail) : new ProblemException(type, detail, cause);
    }

    private static GenerateResponse response(JsonNode completion, String provider) {
        JsonNode message = completion.path("choices").path(0).path("message");
        JsonNode content = message.path("content");
        if (!content.isString()) {
            throw new ProblemException(
                    ProblemType.UPSTREAM_FAILED,
                    "Provider %s answered without text%s."
                            .formatted(
                                    provider,
                                    message.path("refusal").isString()
                                            ? ": " + message.path("refusal").asString()
                                            : ""));
        }
        JsonNode usage = completion.path("usage");
        long prompt = usage.path("prompt_tokens").asLong(0);
        long written = usage.path("completion_tokens").asLong(0);
        return new GenerateResponse(
                content.asString(),
                new TokenUsage(prompt, written, usage.path("total_tokens").asLong(prompt + written)),
                completion.path("model").asString(""),
                provider);
    }
}
