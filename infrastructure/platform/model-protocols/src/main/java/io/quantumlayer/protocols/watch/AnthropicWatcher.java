package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Watches Anthropic's streams. */
final class AnthropicWatcher extends LineWatcher {

    private static final Set<String> WRITTEN = Set.of("text", "thinking", "partial_json");

    private TokenUsage counted = Usages.NONE;

    @Override
    void data(Line data, String event) {
        String type = data.type();
        String known = type.isEmpty() ? event : type;
        if (known.equals("content_block_delta")) {
            wrote(data, WRITTEN);
        }
        if (contentSeen() && known.startsWith("content_block") || known.equals("ping")) {
            return;
        }
        JsonNode parsed = data.json();
        switch (Json.text(parsed, "type", known)) {
            case "message_start" -> {
                JsonNode message = parsed.path("message");
                count(message.path("usage"), message);
            }
            case "message_delta" -> count(parsed.path("usage"), Json.object());
            case "message_stop" -> complete();
            case "error" -> fail();
            case "content_block_start" -> content(isContent(parsed.path("content_block")));
            case "content_block_delta" -> content(isDelta(parsed.path("delta")));
            default -> {}
        }
    }

    private void count(JsonNode usage, JsonNode message) {
        if (usage.isObject()) {
            counted = Usages.anthropic(usage, counted, message.path("model").stringValue(null));
            report(counted);
        }
    }

    private static boolean isContent(JsonNode block) {
        return switch (Json.text(block, "type")) {
            case "text" -> !Json.text(block, "text").isEmpty();
            case "thinking" -> !Json.text(block, "thinking").isEmpty();
            default -> true;
        };
    }

    private static boolean isDelta(JsonNode delta) {
        return !Json.text(delta, "text").isEmpty()
                || !Json.text(delta, "thinking").isEmpty()
                || !Json.text(delta, "partial_json").isEmpty()
                || !Json.text(delta, "signature").isEmpty();
    }
}
