package io.quantumlayer.testsupport.vendor;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mistral's chat completions, which take no member that they do not know.
 *
 * <p>Sources beside the reports at the rules: the models ChatCompletionRequest and …Message of mistralai/client-python.
 */
public final class MistralStandIn extends ChatStandIn {

    private static final Set<String> MEMBERS = Set.of(
            "frequency_penalty",
            "guardrails",
            "max_tokens",
            "messages",
            "metadata",
            "model",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_mode",
            "random_seed",
            "reasoning_effort",
            "response_format",
            "safe_prompt",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");
    private static final Map<String, Set<String>> OF_ROLE = Map.of(
            "system", Set.of("role", "content"),
            "user", Set.of("role", "content"),
            "assistant", Set.of("role", "content", "tool_calls", "prefix"),
            "tool", Set.of("role", "content", "tool_call_id", "name"));
    private static final String FORBIDDEN = "Extra inputs are not permitted";
    private static final int MOST = 131_072;

    private MistralStandIn(Author author) {
        super(author, "/v1");
    }

    /** Starts the vendor on a free port. */
    public static MistralStandIn start(Author author) {
        return new MistralStandIn(author);
    }

    @Override
    Refusal notFound() {
        return new Refusal(404, Json.object().put("message", "no Route matched with those values"));
    }

    @Override
    void check(Call call) {
        if (!call.header("Authorization").equals("Bearer " + KEY)) {
            // diegosouzapw/OmniRoute#7638 (2026-07), agent0ai/agent-zero#539.
            throw new Refusal(401, Json.object().put("detail", "Unauthorized"));
        }
        ArrayNode wrong = Json.array();
        // eca#231 (2025-12) and openclaude#739 (2026-04) for max_completion_tokens and store; anon-kode#53 and
        // avante.nvim#2347 (2025) for stream_options, whose usage comes without it.
        call.unknown(MEMBERS)
                .forEach(name -> detail(wrong, "extra_forbidden", FORBIDDEN).add(name));
        int at = 0;
        for (JsonNode message : call.get("messages")) {
            message(message, at++, wrong);
        }
        if (!wrong.isEmpty()) {
            throw unprocessable(wrong);
        }
        order(call);
    }

    private static void message(JsonNode message, int at, ArrayNode wrong) {
        String role = message.path("role").asString("");
        Set<String> members = OF_ROLE.get(role);
        if (members == null) {
            // pydantic/pydantic-ai#6593, openclaw/openclaw#47079: the role developer.
            detail(
                            wrong,
                            "union_tag_invalid",
                            ("Input tag '%s' found using 'role' does not match any of the expected tags: 'assistant',"
                                            + " 'system', 'tool', 'user'")
                                    .formatted(role))
                    .add("messages")
                    .add(at);
            return;
        }
        for (String name : message.propertyNames()) {
            if (!members.contains(name)) {
                // charmbracelet/crush#1590 (2025-12): reasoning_content.
                detail(wrong, "extra_forbidden", FORBIDDEN)
                        .add("messages")
                        .add(at)
                        .add(role)
                        .add(name);
            }
        }
    }

    private static void order(Call call) {
        JsonNode messages = call.get("messages");
        for (JsonNode message : messages) {
            for (JsonNode toolCall : message.path("tool_calls")) {
                String id = toolCall.path("id").asString("");
                if (!id.matches("[a-zA-Z0-9]{9}")) {
                    // anomalyco/opencode#1680; mistral-common's validator.
                    throw invalid(
                            "Tool call id was %s but must be a-z, A-Z, 0-9, with a length of 9.".formatted(id), "3280");
                }
            }
        }
        JsonNode last = messages.path(messages.size() - 1);
        String role = last.path("role").asString("");
        if (!role.equals("user") && !role.equals("tool") && !last.path("prefix").asBoolean(false)) {
            throw invalid(
                    "Expected last role User or Tool (or Assistant with prefix True) for serving but got " + role,
                    "3230");
        }
    }

    @Override
    int limit(Call call, Prompt prompt) {
        return call.get("max_tokens").asInt(MOST);
    }

    @Override
    String callId(int number) {
        return "c%08d".formatted(number);
    }

    /** Every stream ends with its usage. */
    @Override
    boolean countsStream(Call call) {
        return true;
    }

    private static ArrayNode detail(ArrayNode wrong, String type, String message) {
        ObjectNode detail = wrong.addObject().put("type", type).put("msg", message);
        return detail.putArray("loc").add("body");
    }

    private static Refusal unprocessable(ArrayNode details) {
        ObjectNode body = error();
        body.putObject("message").set("detail", details);
        return new Refusal(422, body.put("raw_status_code", 422));
    }

    private static Refusal invalid(String message, String code) {
        return new Refusal(400, error().put("message", message).put("code", code));
    }

    private static ObjectNode error() {
        return Json.object()
                .put("object", "error")
                .put("type", "invalid_request_error")
                .putNull("param")
                .putNull("code");
    }
}
