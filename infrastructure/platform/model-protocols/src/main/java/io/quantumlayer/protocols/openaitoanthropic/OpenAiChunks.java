package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.EventTranslator;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.StreamedInput;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chunks for the events of Anthropic's stream. Nothing goes out before there is content, so that until then a
 * failure can still become a status.
 */
final class OpenAiChunks extends EventTranslator {

    private final boolean withUsage;
    private final long created;
    private final Map<Long, Integer> calls = new HashMap<>();
    private final Map<Long, Thought> thoughts = new HashMap<>();
    private final Set<Long> withoutInput = new HashSet<>();
    private final Set<String> custom;
    private final Map<Long, StreamedInput> inputs = new HashMap<>();
    private String model;
    private String id = "chatcmpl-translated";
    private TokenUsage counted = Usages.NONE;
    private boolean begun;
    private boolean finished;

    OpenAiChunks(Member request, String model, long created) {
        super(Protocol.OPENAI_CHAT);
        Member options = request.get("stream_options");
        this.withUsage = options.isGiven() && options.get("include_usage").isTrue();
        this.custom = AnthropicTools.custom(request);
        this.model = model;
        this.created = created;
    }

    @Override
    protected void event(JsonNode event) {
        switch (Json.text(event, "type")) {
            case "message_start" -> {
                JsonNode message = event.path("message");
                id = Json.text(message, "id", id);
                model = Json.text(message, "model", model);
                count(message.path("usage"), message.path("model").stringValue(null));
            }
            case "content_block_start" -> start(Json.count(event, "index"), event.path("content_block"));
            case "content_block_delta" -> delta(Json.count(event, "index"), event.path("delta"));
            case "content_block_stop" -> stop(Json.count(event, "index"));
            case "message_delta" -> {
                count(event.path("usage"), null);
                String reason = Json.text(event.path("delta"), "stop_reason");
                if (!reason.isEmpty()) {
                    finish(reason, event.path("delta").path("stop_details"));
                }
            }
            case "message_stop" -> stopMessage();
            case "error" -> fail(ProtocolErrors.ofEvent(event.path("error")));
            default -> {}
        }
    }

    private void count(JsonNode usage, @Nullable String named) {
        if (usage.isObject()) {
            counted = Usages.anthropic(usage, counted, named);
            report(counted);
        }
    }

    private void start(long index, JsonNode block) {
        switch (Json.text(block, "type")) {
            case "tool_use" -> call(index, block);
            case "thinking" -> {
                thoughts.put(index, new Thought(null));
                think(index, Json.text(block, "thinking"));
            }
            case "redacted_thinking" -> thoughts.put(index, new Thought(block));
            case "text" -> text(Json.text(block, "text"));
            default -> {}
        }
    }

    private void call(long index, JsonNode block) {
        int call = calls.size();
        calls.put(index, call);
        String name = Json.text(block, "name");
        boolean text = custom.contains(name);
        String type = text ? "custom" : "function";
        ObjectNode delta = Json.object();
        ObjectNode called = delta.putArray("tool_calls")
                .addObject()
                .put("index", call)
                .put("id", Json.text(block, "id"))
                .put("type", type)
                .putObject(type)
                .put("name", name);
        // Most send the input in pieces; where it comes whole with the start it is all there is.
        JsonNode input = block.path("input");
        boolean whole = input.isObject() && !input.isEmpty();
        if (text) {
            StreamedInput streamed = new StreamedInput();
            inputs.put(index, streamed);
            called.put("input", whole ? streamed.add(Json.text(input)) : "");
        } else {
            called.put("arguments", whole ? Json.text(input) : "");
            if (!whole) {
                withoutInput.add(index);
            }
        }
        chunk(delta);
    }

    private void delta(long index, JsonNode delta) {
        switch (Json.text(delta, "type")) {
            case "text_delta" -> text(Json.text(delta, "text"));
            case "input_json_delta" -> arguments(index, Json.text(delta, "partial_json"));
            case "thinking_delta" -> think(index, Json.text(delta, "thinking"));
            case "signature_delta" -> {
                Thought thought = thoughts.get(index);
                if (thought != null) {
                    thought.signature.append(Json.text(delta, "signature"));
                }
            }
            default -> {}
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            chunk(Json.object().put("content", text));
        }
    }

    private void arguments(long index, String piece) {
        StreamedInput input = inputs.get(index);
        if (input != null) {
            piece(index, "custom", "input", input.add(piece));
        } else if (!piece.isEmpty()) {
            withoutInput.remove(index);
            piece(index, "function", "arguments", piece);
        }
    }

    private void piece(long index, String type, String member, String piece) {
        Integer call = calls.get(index);
        if (call != null && !piece.isEmpty()) {
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", call)
                    .putObject(type)
                    .put(member, piece);
            chunk(delta);
        }
    }

    private void think(long index, String piece) {
        Thought thought = thoughts.get(index);
        if (thought != null && !piece.isEmpty()) {
            thought.text.append(piece);
            chunk(Json.object().put("reasoning_content", piece));
        }
    }

    private void stop(long index) {
        // OpenAI's clients parse the arguments of every call, so those of a tool without any must be an object too.
        if (withoutInput.contains(index)) {
            arguments(index, "{}");
        }
        StreamedInput input = inputs.remove(index);
        if (input != null) {
            piece(index, "custom", "input", input.rest());
        }
        Thought thought = thoughts.remove(index);
        if (thought != null) {
            ObjectNode delta = Json.object();
            delta.putArray("thinking_blocks").add(thought.block());
            chunk(delta);
        }
    }

    private void finish(String reason, JsonNode details) {
        if (finished) {
            return;
        }
        finished = true;
        String explanation = Json.text(details, "explanation");
        if (!explanation.isEmpty()) {
            chunk(Json.object().put("refusal", explanation));
        }
        begin();
        out.data(chunkOf(Json.object(), StopReasons.openAiOfAnthropic(reason)));
    }

    private void stopMessage() {
        finish("end_turn", Json.object());
        if (withUsage) {
            ObjectNode last = envelope();
            last.putArray("choices");
            last.set("usage", Usages.toOpenAi(counted));
            out.data(last);
        }
        out.done();
        complete();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            out.data(chunkOf(Json.object().put("role", "assistant").put("content", ""), null));
        }
    }

    private void chunk(ObjectNode delta) {
        begin();
        out.data(chunkOf(delta, null));
    }

    private ObjectNode chunkOf(ObjectNode delta, @Nullable String reason) {
        ObjectNode chunk = envelope();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", reason);
        if (withUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode envelope() {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }

    /** A block of thinking that arrives in pieces, or a redacted one, which comes whole. */
    private record Thought(@Nullable JsonNode whole, StringBuilder text, StringBuilder signature) {

        Thought(@Nullable JsonNode whole) {
            this(whole, new StringBuilder(), new StringBuilder());
        }

        JsonNode block() {
            return whole != null
                    ? whole
                    : Json.object()
                            .put("type", "thinking")
                            .put("thinking", text.toString())
                            .put("signature", signature.toString());
        }
    }
}
