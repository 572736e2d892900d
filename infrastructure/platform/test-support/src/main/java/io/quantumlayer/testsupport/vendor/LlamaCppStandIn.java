package io.quantumlayer.testsupport.vendor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of one's own after llama.cpp, with a small context, that knows {@code json_object} and no schema. It ignores
 * what it does not know and wants no key.
 *
 * <p>Source: {@code oaicompat_chat_params_parse} and the README of ggml-org/llama.cpp's server as of 2024 and 2025, and
 * forks of that time.
 */
public final class LlamaCppStandIn extends ChatStandIn {

    private final int context;
    private final int longest;

    private LlamaCppStandIn(Author author, int context, int longest) {
        super(author, "/v1");
        this.context = context;
        this.longest = longest;
    }

    /**
     * Starts the server on a free port.
     *
     * @param context tokens that prompt and answer have together
     */
    public static LlamaCppStandIn start(Author author, int context) {
        return new LlamaCppStandIn(author, context, context);
    }

    /** Starts a server that writes no more than so many tokens at once, whatever it is asked for: {@code --n-predict}. */
    public static LlamaCppStandIn startCutting(Author author, int context, int longest) {
        return new LlamaCppStandIn(author, context, longest);
    }

    @Override
    Refusal notFound() {
        return error(404, "File Not Found", "not_found_error");
    }

    @Override
    void check(Call call) {
        String format = call.get("response_format").path("type").asString("text");
        if (!List.of("text", "json_object", "").contains(format)) {
            // ikawrakow/ik_llama.cpp#778 (2025-09) says it with a 500, as builds of that time did.
            throw error(
                    400,
                    "response_format type must be one of \"text\" or \"json_object\", but got: " + format,
                    "invalid_request_error");
        }
        if (!call.get("tools").isEmpty()) {
            throw error(400, "tools param requires --jinja flag", "invalid_request_error");
        }
        int tokens = Speech.tokens(prompt(call).text());
        if (tokens > context) {
            // ggml-org/llama.cpp#15780 (2025-09), oobabooga/textgen#7257.
            Refusal refusal = error(
                    400,
                    "the request exceeds the available context size. try increasing the context size or enable context"
                            + " shift",
                    "exceed_context_size_error");
            ((ObjectNode) refusal.body().path("error"))
                    .put("n_prompt_tokens", tokens)
                    .put("n_ctx", context);
            throw refusal;
        }
    }

    /** README: {@code {"type": "json_object", "schema": …}} binds the answer, {@code {"type": "json_object"}} does not. */
    @Override
    @Nullable
    JsonNode boundTo(Call call) {
        JsonNode schema = call.get("response_format").path("schema");
        return schema.isObject() ? schema : null;
    }

    /** What the context has room for, whatever was asked for. */
    @Override
    int limit(Call call, Prompt prompt) {
        int room = Math.min(longest, context - Speech.tokens(prompt.text()));
        return Math.min(
                room,
                call.get("max_tokens").asInt(call.get("max_completion_tokens").asInt(room)));
    }

    private static Refusal error(int status, String message, String type) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", status).put("message", message).put("type", type);
        return new Refusal(status, body);
    }
}
