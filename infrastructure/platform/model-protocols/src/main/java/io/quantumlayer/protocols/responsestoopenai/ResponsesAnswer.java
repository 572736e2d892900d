package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The response object of OpenAI's Responses API for a chat completion. */
final class ResponsesAnswer {

    /** Members of the request that the response repeats, where the request is at hand. */
    private static final String[] ECHOED = {
        "instructions",
        "max_output_tokens",
        "metadata",
        "parallel_tool_calls",
        "reasoning",
        "temperature",
        "text",
        "tool_choice",
        "tools",
        "top_p",
        "user"
    };

    private ResponsesAnswer() {}

    /** @param request the client's, empty where it is not at hand */
    static ObjectNode of(JsonNode completion, Member request, String model, long now) {
        ResponsesTools tools = ResponsesTools.of(request);
        JsonNode choice = completion.path("choices").path(0);
        JsonNode message = choice.path("message");
        String id = Json.text(completion, "id", "translated");
        ArrayNode output = Json.array();
        String thought = Thoughts.of(message);
        ArrayNode signed = message.path("thinking_blocks") instanceof ArrayNode blocks ? blocks : Json.array();
        if (!thought.isEmpty() || !signed.isEmpty()) {
            output.add(reasoning("rs_" + id, thought, signed));
        }
        String text = Spoken.text(message);
        String refusal = Json.text(message, "refusal");
        if (!text.isEmpty() || !refusal.isEmpty()) {
            ArrayNode parts = Json.array();
            if (!text.isEmpty()) {
                parts.add(part("output_text", text));
            }
            if (!refusal.isEmpty()) {
                parts.add(part("refusal", refusal));
            }
            output.add(message("msg_" + id, "completed", parts));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            String arguments = Spoken.arguments(function);
            FlatTool tool = tools.called(Json.text(function, "name"));
            output.add(tool.item(
                    tool.itemId(id, output.size()),
                    Json.text(call, "id"),
                    arguments.isEmpty() ? "{}" : arguments,
                    "completed"));
        }
        ObjectNode response = response("resp_" + id, Json.text(completion, "model", model), now, request);
        response.set("output", output);
        return ended(response, Json.text(choice, "finish_reason"), Usages.openAi(completion.path("usage"), null), now);
    }

    /** A response in progress. */
    static ObjectNode response(String id, String model, long created, Member request) {
        ObjectNode response = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", "in_progress")
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details")
                .putNull("instructions")
                .putNull("max_output_tokens");
        response.putObject("metadata");
        response.put("model", model);
        response.putArray("output");
        response.put("parallel_tool_calls", true).putNull("previous_response_id");
        response.putObject("reasoning").putNull("effort").putNull("summary");
        response.put("store", false).putNull("temperature");
        response.putObject("text").putObject("format").put("type", "text");
        response.put("tool_choice", "auto").putArray("tools");
        response.putNull("top_p").put("truncation", "disabled").putNull("usage").putNull("user");
        for (String name : ECHOED) {
            if (request.get(name).isGiven()) {
                response.set(name, request.get(name).node());
            }
        }
        return response;
    }

    static ObjectNode ended(ObjectNode response, String reason, TokenUsage usage, long now) {
        String cause = switch (reason) {
            case "length" -> "max_output_tokens";
            case "content_filter" -> "content_filter";
            default -> "";
        };
        response.put("status", cause.isEmpty() ? "completed" : "incomplete");
        if (cause.isEmpty()) {
            response.put("completed_at", now);
        } else {
            response.putObject("incomplete_details").put("reason", cause);
        }
        response.set("usage", Usages.toResponses(usage));
        return response;
    }

    static ObjectNode part(String type, String text) {
        ObjectNode part = Json.object().put("type", type);
        if (type.equals("refusal")) {
            return part.put("refusal", text);
        }
        part.put("text", text);
        if (type.equals("output_text")) {
            part.putArray("annotations");
            part.putArray("logprobs");
        }
        return part;
    }

    static ObjectNode message(String id, String status, ArrayNode parts) {
        ObjectNode item = Json.object()
                .put("id", id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        item.set("content", parts);
        return item;
    }

    static ObjectNode reasoning(String id, String text, ArrayNode signed) {
        ObjectNode item = Json.object().put("id", id).put("type", "reasoning");
        item.putArray("summary");
        ArrayNode content = item.putArray("content");
        if (!text.isEmpty()) {
            content.add(part("reasoning_text", text));
        }
        if (!signed.isEmpty()) {
            item.put("encrypted_content", ResponsesInput.signed(signed));
        }
        return item;
    }
}
