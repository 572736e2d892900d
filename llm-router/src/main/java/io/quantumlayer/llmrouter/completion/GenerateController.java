package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.completion.Completions.WholeAnswer;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.request.RequestId;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's own way to ask a model: messages or a prompt in, a whole answer out. */
@RestController
class GenerateController {

    private final Completions completions;
    private final ChatRequests requests;
    private final JsonMapper json;

    GenerateController(Completions completions, ChatRequests requests, JsonMapper json) {
        this.completions = completions;
        this.requests = requests;
        this.json = json;
    }

    /** The answer. */
    record GenerateResponse(
            @JsonProperty("content") String content,
            @JsonProperty("usage") TokenCounts usage,
            @JsonProperty("model") String model,
            @JsonProperty("provider") String provider) {}

    /** Answers with text and tokens. */
    @PostMapping({"/generate", "/api/v1/llm/generate"})
    ResponseEntity<GenerateResponse> generate(@RequestBody GenerateRequest request, ServerWebExchange exchange) {
        WholeAnswer answer = ask(request, exchange);
        String provider = answer.headers().get(RouterClient.PROVIDER_HEADER, "");
        return told(answer).body(response(read(answer), provider));
    }

    /** Answers with OpenAI's chat completion. */
    @PostMapping({"/api/v1/complete", "/api/v1/llm/complete"})
    ResponseEntity<JsonNode> complete(@RequestBody GenerateRequest request, ServerWebExchange exchange) {
        WholeAnswer answer = ask(request, exchange);
        return told(answer).contentType(MediaType.APPLICATION_JSON).body(read(answer));
    }

    private WholeAnswer ask(GenerateRequest request, ServerWebExchange exchange) {
        WholeAnswer answer = completions.complete(
                requests.of(request, false), RequestId.of(exchange), Credentials.of(exchange.getRequest()));
        if (answer.isError()) {
            throw ChatRequests.problem(answer.status(), answer.headers(), read(answer));
        }
        return answer;
    }

    private JsonNode read(WholeAnswer answer) {
        return answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
    }

    private static ResponseEntity.BodyBuilder told(WholeAnswer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        answer.headers().forEach(header -> {
            if (ChatRequests.isTold(header.getKey())) {
                response.header(header.getKey(), header.getValue());
            }
        });
        return response;
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
        return new GenerateResponse(
                content.asString(),
                TokenCounts.of(completion.path("usage")),
                completion.path("model").asString(""),
                provider);
    }
}
