package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Reasoning;
import io.quantumlayer.protocols.Thoughts;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat request for an Anthropic Messages request.
 *
 * <p>Refused with 400 {@code unsupported_parameter}: what {@link io.quantumlayer.protocols.AnthropicExtras} refuses, tools
 * for computer use, blocks other than text, image, PDF, thinking, tool_use and tool_result, files by identifier.
 *
 * <p>Dropped as mere hints: {@code top_k}, every {@code cache_control} (OpenAI's servers cache by themselves, and
 * refuse members that they do not know), {@code service_tier}, {@code speed}, {@code context_management}, {@code diagnostics},
 * {@code user_profile_id}, {@code workspace_id}, {@code citations}, thinking blocks signed by Anthropic (see
 * {@link Thoughts}), and members that Anthropic's API does not have either.
 */
final class OpenAiRequest {

    private OpenAiRequest() {}

    static ObjectNode of(Member messages, String model) {
        ObjectNode request = Json.object().put("model", model);
        OpenAiTurns.write(messages, request);
        Member limit = messages.get("max_tokens");
        request.put("max_tokens", limit.count());
        OpenAiTools.write(messages, request);
        Member config = messages.get("output_config");
        if (config.isGiven()) {
            config.object();
        }
        Reasoning.toOpenAi(messages.get("thinking"), config.get("effort"), request);
        format(config.get("format"), request);
        for (String name : new String[] {"temperature", "top_p"}) {
            if (messages.get(name).isGiven()) {
                request.put(name, messages.get(name).number());
            }
        }
        stop(messages.get("stop_sequences"), request);
        OpenAiUser.write(messages, request);
        if (messages.get("stream").isTrue()) {
            request.put("stream", true);
            request.putObject("stream_options").put("include_usage", true);
        }
        return request;
    }

    private static void format(Member format, ObjectNode request) {
        if (!format.isGiven()) {
            return;
        }
        if (!format.get("type").text().equals("json_schema")) {
            throw format.get("type").wrong("json_schema");
        }
        request.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "answer")
                .put("strict", true)
                .set("schema", format.get("schema").object());
    }

    private static void stop(Member sequences, ObjectNode request) {
        if (!sequences.isGiven()) {
            return;
        }
        ArrayNode stop = Json.array();
        sequences.elements().forEach(each -> stop.add(each.text()));
        if (!stop.isEmpty()) {
            request.set("stop", stop);
        }
    }
}
