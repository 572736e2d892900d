package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.AnthropicMessage;
import io.quantumlayer.protocols.CallPieces;
import io.quantumlayer.protocols.EventTranslator;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's events for the chunks of an OpenAI chat stream. Anthropic's blocks come one after the other, while OpenAI
 * may mix the pieces of parallel calls: the pieces of a call wait until the arguments of the one before are whole.
 */
final class AnthropicEvents extends EventTranslator {

    private final List<StreamedCall> calls = new ArrayList<>();
    private final CallPieces pieces = new CallPieces();
    private final Map<Long, StreamedCall> latest = new HashMap<>();
    private final StringBuilder laterText = new StringBuilder();
    private String model;
    private String id = AnthropicMessage.identifier();
    private TokenUsage counted = Usages.NONE;
    private String reason = "";
    private String open = "";
    private int index = -1;
    private boolean begun;
    private boolean refused;
    private boolean thought;

    AnthropicEvents(String model) {
        super(Protocol.ANTHROPIC_MESSAGES);
        this.model = model;
    }

    @Override
    protected void event(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            fail(ProtocolErrors.ofEvent(chunk.path("error")));
            return;
        }
        id = Json.text(chunk, "id", id);
        model = Json.text(chunk, "model", model);
        if (chunk.path("usage").isObject()) {
            counted = Usages.openAi(chunk.path("usage"), chunk.path("model").stringValue(null));
            report(counted);
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (Json.count(choice, "index") == 0) {
            delta(choice.path("delta"));
            reason = Json.text(choice, "finish_reason", reason);
        }
    }

    private void delta(JsonNode delta) {
        String thinking = Thoughts.of(delta);
        if (!thinking.isEmpty()) {
            thought = true;
            think(thinking);
        }
        delta.path("thinking_blocks").forEach(this::thinkingBlock);
        text(Spoken.text(delta));
        String refusal = Json.text(delta, "refusal");
        refused |= !refusal.isEmpty();
        text(refusal);
        delta.path("tool_calls").forEach(this::call);
    }

    private void think(String text) {
        if (!open.equals("thinking")) {
            open(
                    "thinking",
                    Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
        }
        blockDelta(Json.object().put("type", "thinking_delta").put("thinking", text));
    }

    private void thinkingBlock(JsonNode block) {
        if (Json.text(block, "type").equals("redacted_thinking")) {
            open(
                    "redacted_thinking",
                    Json.object()
                            .put("type", "redacted_thinking")
                            .put("data", Thoughts.FOREIGN + Json.text(block, "data")));
            close();
            return;
        }
        // Gateways that stream both say the text twice.
        if (!thought && !Json.text(block, "thinking").isEmpty()) {
            think(Json.text(block, "thinking"));
        }
        String signature = Json.text(block, "signature");
        if (!signature.isEmpty()) {
            if (!open.equals("thinking")) {
                open(
                        "thinking",
                        Json.object()
                                .put("type", "thinking")
                                .put("thinking", "")
                                .put("signature", ""));
            }
            blockDelta(Json.object().put("type", "signature_delta").put("signature", Thoughts.FOREIGN + signature));
            close();
        }
    }

    private void text(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (current() != null) {
            laterText.append(text);
            return;
        }
        if (!open.equals("text")) {
            open("text", Json.object().put("type", "text").put("text", ""));
        }
        blockDelta(Json.object().put("type", "text_delta").put("text", text));
    }

    private void call(JsonNode piece) {
        JsonNode function = piece.path("function");
        long at = Json.count(piece, "index");
        String callId = Json.text(piece, "id");
        String name = Json.text(function, "name");
        String arguments = Spoken.arguments(function);
        StreamedCall call = latest.get(at);
        if (pieces.begins(at, callId, name, arguments) || call == null) {
            call = new StreamedCall("toolu_%s_%d".formatted(id, calls.size()));
            calls.add(call);
            latest.put(at, call);
        }
        call.take(callId, name, arguments);
        advance(false);
    }

    /** Writes the calls that can be written, in their order. */
    private void advance(boolean last) {
        for (StreamedCall call = current(); call != null; call = current()) {
            if (!call.isNamed() && !last) {
                return;
            }
            if (!call.isOpen()) {
                open("tool_use", call.start());
            }
            String pieces = call.pieces();
            if (!pieces.isEmpty()) {
                blockDelta(Json.object().put("type", "input_json_delta").put("partial_json", pieces));
            }
            if (!last && !call.isWhole()) {
                return;
            }
            call.close();
            close();
        }
    }

    private @Nullable StreamedCall current() {
        for (StreamedCall call : calls) {
            if (!call.isClosed()) {
                return call;
            }
        }
        return null;
    }

    @Override
    protected void done() {
        advance(true);
        String text = laterText.toString();
        laterText.setLength(0);
        text(text);
        close();
        begin();
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta")
                .put("stop_reason", StopReasons.anthropicOfOpenAi(reason, !calls.isEmpty(), refused))
                .putNull("stop_sequence");
        delta.set("usage", Usages.toAnthropic(counted));
        out.typed(delta);
        out.typed(Json.object().put("type", "message_stop"));
        complete();
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = AnthropicMessage.of(id, model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", Usages.toAnthropic(counted));
        out.typed(Json.object().put("type", "message_start").set("message", message));
    }

    private void open(String type, ObjectNode block) {
        close();
        begin();
        open = type;
        index++;
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
        out.typed(event.set("content_block", block));
    }

    private void blockDelta(ObjectNode delta) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        out.typed(event.set("delta", delta));
    }

    private void close() {
        if (!open.isEmpty()) {
            open = "";
            out.typed(Json.object().put("type", "content_block_stop").put("index", index));
        }
    }
}
