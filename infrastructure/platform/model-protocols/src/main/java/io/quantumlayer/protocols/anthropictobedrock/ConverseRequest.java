package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of Bedrock's Converse request for an Anthropic Messages request; the model stands in the path, and whether
 * to stream too.
 *
 * <p>Refused with 400 {@code unsupported_parameter}: what {@code OpenAiRequest} refuses, images by URL,
 * {@code tool_choice} {@code none} in a conversation that has called tools (Converse then wants the tools), unless whoever
 * knows the model has put it otherwise.
 *
 * <p>Dropped as mere hints: {@code metadata}, {@code service_tier}, {@code speed}, {@code cache_control} of the whole
 * request, and, of models other than Claude, {@code top_k}, {@code thinking} and {@code disable_parallel_tool_use}.
 */
final class ConverseRequest {

    private ConverseRequest() {}

    static ObjectNode of(Member messages, String model) {
        ObjectNode request = Json.object();
        ConverseTurns turns = ConverseTurns.write(messages, request);
        inference(messages, request);
        ObjectNode additional = Json.object();
        boolean claude = isClaude(model);
        ConverseTools.write(messages, claude, turns.called(), request, additional);
        if (claude) {
            if (messages.get("thinking").isGiven()) {
                additional.set("thinking", messages.get("thinking").object());
            }
            if (messages.get("top_k").isGiven()) {
                additional.put("top_k", messages.get("top_k").number());
            }
        }
        if (!additional.isEmpty()) {
            request.set("additionalModelRequestFields", additional);
        }
        output(messages.get("output_config"), claude, request);
        return request;
    }

    /** An ARN may stand for any model; the profiles that teams make are mostly of Claude. */
    static boolean isClaude(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        return name.contains("claude") || name.contains("anthropic") || name.startsWith("arn:");
    }

    private static void inference(Member messages, ObjectNode request) {
        ObjectNode config = request.putObject("inferenceConfig");
        if (messages.get("max_tokens").isGiven()) {
            config.put("maxTokens", messages.get("max_tokens").count());
        }
        if (messages.get("temperature").isGiven()) {
            config.put("temperature", messages.get("temperature").number());
        }
        if (messages.get("top_p").isGiven()) {
            config.put("topP", messages.get("top_p").number());
        }
        Member sequences = messages.get("stop_sequences");
        if (sequences.isGiven()) {
            ArrayNode stop = Json.array();
            sequences.elements().forEach(each -> stop.add(each.text()));
            config.set("stopSequences", stop);
        }
    }

    private static void output(Member config, boolean claude, ObjectNode request) {
        if (!config.isGiven()) {
            return;
        }
        config.object();
        if (claude && config.get("effort").isGiven()) {
            // Converse's own outputConfig has the text's format alone.
            request.withObjectProperty("additionalModelRequestFields")
                    .putObject("output_config")
                    .put("effort", config.get("effort").text());
        }
        Member format = config.get("format");
        if (format.isGiven()) {
            if (!format.get("type").text().equals("json_schema")) {
                throw format.get("type").wrong("json_schema");
            }
            // Converse takes the schema as a text.
            request.withObjectProperty("outputConfig")
                    .putObject("textFormat")
                    .put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("schema", Json.text(format.get("schema").object()))
                    .put("name", "answer");
        }
    }
}
