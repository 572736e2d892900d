package io.quantumlayer.llmrouter.completion;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes chat completion requests of those in the platform's own form. */
@Component
class ChatRequests {

    private static final List<String> TOLD = List.of("X-QL-", "retry-after", "x-ratelimit-", "x-budget-");

    private final ProviderCatalogue catalogue;
    private final RouterProperties properties;
    private final JsonMapper json;

    ChatRequests(ProviderCatalogue catalogue, RouterProperties properties, JsonMapper json) {
        this.catalogue = catalogue;
        this.properties = properties;
        this.json = json;
    }

    /**
     * The chat completion that a request asks for.
     *
     * @throws ProblemException 400, naming the field, if it lacks something; 503 if no language model is configured
     */
    ModelRequest of(GenerateRequest request, boolean stream) {
        Map<String, Object> chat = new LinkedHashMap<>();
        chat.put("model", model(request));
        chat.put("messages", messages(request));
        put(chat, "max_tokens", request.maxTokens());
        put(chat, "temperature", request.temperature());
        put(chat, "response_format", request.responseFormat());
        if (stream) {
            chat.put("stream", true);
            chat.put("stream_options", Map.of("include_usage", true));
        }
        try {
            return ModelRequest.of(Operation.CHAT, json.writeValueAsBytes(chat));
        } catch (ModelErrorException refused) {
            throw problem(refused);
        }
    }

    /** An error of the router as this form tells it. */
    static ProblemException problem(ModelErrorException refused) {
        return problem(refused.status(), String.valueOf(refused.getMessage()), refused);
    }

    /** The error object of an answer as this form tells it. */
    static ProblemException problem(int status, HttpHeaders headers, JsonNode answer) {
        ProblemException problem =
                problem(status, answer.path("error").path("message").asString("no reason given"), null);
        for (Map.Entry<String, String> header : headers) {
            if (isTold(header.getKey())) {
                problem = problem.withHeader(header.getKey(), header.getValue());
            }
        }
        return problem;
    }

    /** Whether a header of a model's answer is one of an answer in this form: what the router tells, and limits. */
    static boolean isTold(String header) {
        return TOLD.stream().anyMatch(start -> header.regionMatches(true, 0, start, 0, start.length()));
    }

    private static ProblemException problem(int status, String detail, @Nullable Throwable cause) {
        ProblemType type = switch (status) {
            case 400, 422 -> ProblemType.INVALID_REQUEST;
            // Of the caller's key: a provider that refuses the router's own credential is a 502 by now.
            case 401 -> ProblemType.UNAUTHORIZED;
            case 402 -> ProblemType.BUDGET_EXCEEDED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE;
            case 429 -> ProblemType.TOO_MANY_REQUESTS;
            case 503 -> ProblemType.UNAVAILABLE;
            case 504 -> ProblemType.TIMED_OUT;
            default -> ProblemType.UPSTREAM_FAILED;
        };
        return cause == null ? new ProblemException(type, detail) : new ProblemException(type, detail, cause);
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
}
