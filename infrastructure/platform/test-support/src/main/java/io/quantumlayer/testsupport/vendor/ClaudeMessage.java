package io.quantumlayer.testsupport.vendor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in the form of Anthropic's Messages API: its reference and "Streaming messages".
 *
 * @param number that ids are made of
 * @param tool name of the tool that is called instead of writing text, or {@code null}
 * @param thinks whether a thought comes first
 */
record ClaudeMessage(
        String model, int number, Speech speech, @Nullable String tool, boolean thinks) {

    private ArrayNode content() {
        ArrayNode content = Json.array();
        if (thinks) {
            // Docs of Sonnet 5: the text of thoughts is left out unless it is asked for.
            content.addObject().put("type", "thinking").put("thinking", "").put("signature", "c3RhbmQtaW4=");
        }
        ObjectNode block = content.addObject();
        if (tool == null) {
            block.put("type", "text").put("text", speech.text());
        } else {
            block.put("type", "tool_use")
                    .put("id", "toolu_%024d".formatted(number))
                    .put("name", tool)
                    .set("input", speech.cutOff() ? Json.object() : Json.read(speech.text()));
        }
        return content;
    }

    /** As one JSON object. */
    Reply whole() {
        ObjectNode message = message(speech.tokens());
        message.set("content", content());
        message.put("stop_reason", stop());
        return Reply.json(message);
    }

    /** As server-sent events. */
    Reply streamed() {
        ObjectNode start = Json.object().put("type", "message_start");
        start.set("message", message(1));
        Reply.Events events = Reply.events().event("message_start", start);
        ArrayNode content = content();
        for (int index = 0; index < content.size(); index++) {
            block(events, index, (ObjectNode) content.get(index));
        }
        ObjectNode end = Json.object().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", stop()).putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", speech.tokens());
        return events.event("message_delta", end)
                .event("message_stop", Json.object().put("type", "message_stop"))
                .end();
    }

    private void block(Reply.Events events, int index, ObjectNode block) {
        String type = block.path("type").asString();
        ObjectNode empty = block.deepCopy();
        switch (type) {
            case "text" -> empty.put("text", "");
            case "tool_use" -> empty.set("input", Json.object());
            default -> {
                String signature = block.path("signature").asString();
                empty.put("signature", "");
                events.event("content_block_start", at("content_block_start", index, "content_block", empty));
                events.event(
                        "content_block_delta",
                        at(
                                "content_block_delta",
                                index,
                                "delta",
                                Json.object().put("type", "signature_delta").put("signature", signature)));
                events.event("content_block_stop", stopped(index));
                return;
            }
        }
        events.event("content_block_start", at("content_block_start", index, "content_block", empty));
        events.event("ping", Json.object().put("type", "ping"));
        for (String piece : speech.pieces()) {
            ObjectNode delta = type.equals("text")
                    ? Json.object().put("type", "text_delta").put("text", piece)
                    : Json.object().put("type", "input_json_delta").put("partial_json", piece);
            events.event("content_block_delta", at("content_block_delta", index, "delta", delta));
        }
        events.event("content_block_stop", stopped(index));
    }

    private static ObjectNode at(String type, int index, String name, ObjectNode member) {
        ObjectNode event = Json.object().put("type", type).put("index", index);
        event.set(name, member);
        return event;
    }

    private static ObjectNode stopped(int index) {
        return Json.object().put("type", "content_block_stop").put("index", index);
    }

    private ObjectNode message(int written) {
        ObjectNode message = Json.object()
                .put("id", "msg_%024d".formatted(number))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        message.putArray("content");
        message.putNull("stop_reason");
        message.putNull("stop_sequence");
        message.putObject("usage")
                .put("input_tokens", speech.promptTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", written);
        return message;
    }

    private String stop() {
        return speech.cutOff() ? "max_tokens" : tool == null ? "end_turn" : "tool_use";
    }
}
