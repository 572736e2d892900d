package io.quantumlayer.testsupport.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions; what they take is in {@link OpenAiRules}. */
public final class OpenAiStandIn extends ChatStandIn {

    private static final int THOUGHT = 256;

    private OpenAiStandIn(Author author) {
        super(author, "/v1");
    }

    /** Starts the vendor on a free port. */
    public static OpenAiStandIn start(Author author) {
        return new OpenAiStandIn(author);
    }

    /** Any 400 of the vendor. */
    static Refusal invalid(String message, @Nullable String param, @Nullable String code) {
        return new Refusal(400, error(message, "invalid_request_error", param, code));
    }

    /** What the vendor says to a key that it does not know. */
    static Refusal wrongKey() {
        return new Refusal(
                401,
                error(
                        "Incorrect API key provided: sk-wrong. You can find your API key at"
                                + " https://platform.openai.com/account/api-keys.",
                        "invalid_request_error",
                        null,
                        "invalid_api_key"));
    }

    /** What the vendor says to an account without money. */
    public static Refusal quotaUsedUp() {
        return new Refusal(
                429,
                error(
                        "You exceeded your current quota, please check your plan and billing details. For more"
                                + " information on this error, read the docs:"
                                + " https://platform.openai.com/docs/guides/error-codes/api-errors.",
                        "insufficient_quota",
                        null,
                        "insufficient_quota"));
    }

    /** What the vendor says to one call too many. */
    public static Refusal tooMany(Duration wait) {
        return new Refusal(
                        429,
                        error(
                                "Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1. Please"
                                        + " try"
                                        + " again in %ds.".formatted(wait.toSeconds()),
                                "requests",
                                null,
                                "rate_limit_exceeded"))
                .with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    @Override
    Refusal notFound() {
        return new Refusal(404, error("Invalid URL", "invalid_request_error", null, null));
    }

    @Override
    void check(Call call) {
        if (!call.header("Authorization").equals("Bearer " + KEY)) {
            throw wrongKey();
        }
        OpenAiRules.check(call);
    }

    @Override
    int limit(Call call, Prompt prompt) {
        int most = OpenAiRules.most(model(call));
        return call.get("max_completion_tokens").asInt(call.get("max_tokens").asInt(most));
    }

    @Override
    int thinks(Call call) {
        return OpenAiRules.reasons(model(call))
                        && !call.text("reasoning_effort").equals("none")
                ? THOUGHT
                : 0;
    }

    /** Without {@code strict} the schema is a hint to the model. */
    @Override
    @Nullable
    JsonNode boundTo(Call call) {
        return call.get("response_format").at("/json_schema/strict").asBoolean(false) ? super.boundTo(call) : null;
    }

    /** A named function ends the answer as text does: API reference of tool_choice. */
    @Override
    String endOfNamedTool() {
        return "stop";
    }

    static ObjectNode error(String message, String type, @Nullable String param, @Nullable String code) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
