package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.AnthropicMessage;
import io.quantumlayer.protocols.EventTranslator;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's events for the decoded events of Bedrock's ConverseStream. */
final class ConverseEvents extends EventTranslator {

    private final String id;
    private final String model;
    private final Map<Long, Integer> blocks = new HashMap<>();
    private TokenUsage counted = Usages.NONE;
    private int opened;
    private boolean begun;
    private @Nullable String reason;

    ConverseEvents(String id, String model) {
        super(Protocol.ANTHROPIC_MESSAGES);
        this.id = id;
        this.model = model;
    }

    /** One event a call, already taken out of its binary frame. */
    @Override
    public byte[] feed(byte[] bytes, int offset, int length) {
        byte[] event = new byte[length];
        System.arraycopy(bytes, offset, event, 0, length);
        data(event);
        return out.take();
    }

    /** The usage comes after the end of the message; a stream that leaves it out has told everything else. */
    @Override
    public byte[] end() {
        if (reason != null && !failed() && !isComplete()) {
            stop(reason);
        }
        return out.take();
    }

    @Override
    protected void event(JsonNode event) {
        ProviderError error = ProtocolErrors.ofConverseEvent(event);
        if (error != null) {
            fail(error);
        } else if (event.has("contentBlockStart")) {
            start(event.path("contentBlockStart"));
        } else if (event.has("contentBlockDelta")) {
            JsonNode delta = event.path("contentBlockDelta");
            delta(Json.count(delta, "contentBlockIndex"), delta.path("delta"));
        } else if (event.has("contentBlockStop")) {
            Integer block = blocks.remove(Json.count(event.path("contentBlockStop"), "contentBlockIndex"));
            if (block != null) {
                out.typed(Json.object().put("type", "content_block_stop").put("index", block));
            }
        } else if (event.has("messageStop")) {
            reason = Json.text(event.path("messageStop"), "stopReason");
        } else if (event.path("metadata").path("usage").isObject()) {
            counted = Usages.converse(event.path("metadata").path("usage"), null);
            report(counted);
            if (reason != null) {
                stop(reason);
            }
        }
    }

    private void start(JsonNode start) {
        JsonNode use = start.path("start").path("toolUse");
        if (use.isObject()) {
            ObjectNode block = Json.object()
                    .put("type", "tool_use")
                    .put("id", Json.text(use, "toolUseId"))
                    .put("name", Json.text(use, "name"));
            block.putObject("input");
            open(Json.count(start, "contentBlockIndex"), block);
        }
    }

    private void delta(long at, JsonNode delta) {
        JsonNode reasoning = delta.path("reasoningContent");
        if (delta.path("text").isString()) {
            if (!blocks.containsKey(at)) {
                open(at, Json.object().put("type", "text").put("text", ""));
            }
            piece(at, "text_delta", "text", Json.text(delta, "text"));
        } else if (delta.has("toolUse")) {
            piece(at, "input_json_delta", "partial_json", Json.text(delta.path("toolUse"), "input"));
        } else if (reasoning.has("redactedContent")) {
            open(
                    at,
                    Json.object()
                            .put("type", "redacted_thinking")
                            .put("data", Json.text(reasoning, "redactedContent")));
        } else if (reasoning.has("text") || reasoning.has("signature")) {
            if (!blocks.containsKey(at)) {
                open(
                        at,
                        Json.object()
                                .put("type", "thinking")
                                .put("thinking", "")
                                .put("signature", ""));
            }
            if (reasoning.has("text")) {
                piece(at, "thinking_delta", "thinking", Json.text(reasoning, "text"));
            } else {
                piece(at, "signature_delta", "signature", Json.text(reasoning, "signature"));
            }
        }
    }

    private void open(long at, ObjectNode block) {
        begin();
        blocks.put(at, opened);
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", opened);
        out.typed(event.set("content_block", block));
        opened++;
    }

    private void piece(long at, String type, String member, String text) {
        Integer block = blocks.get(at);
        if (block != null && !text.isEmpty()) {
            ObjectNode event = Json.object().put("type", "content_block_delta").put("index", block);
            out.typed(event.set("delta", Json.object().put("type", type).put(member, text)));
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            ObjectNode message = AnthropicMessage.of(id, model);
            message.putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.set("usage", Usages.toAnthropic(counted));
            out.typed(Json.object().put("type", "message_start").set("message", message));
        }
    }

    private void stop(String stopReason) {
        begin();
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta")
                .put("stop_reason", StopReasons.anthropicOfConverse(stopReason))
                .putNull("stop_sequence");
        delta.set("usage", Usages.toAnthropic(counted));
        out.typed(delta);
        out.typed(Json.object().put("type", "message_stop"));
        complete();
    }
}
