package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.CallPieces;
import io.quantumlayer.protocols.EventTranslator;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.StreamedInput;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of OpenAI's Responses API for the chunks of a chat stream. One text or reasoning item is open at a time; calls
 * stay open until the end, since their pieces may come mixed.
 */
final class ResponsesEvents extends EventTranslator {

    private final Member request;
    private final ResponsesTools tools;
    private final long created;
    private final List<StreamedItem> items = new ArrayList<>();
    private final CallPieces pieces = new CallPieces();
    private final Map<Long, StreamedItem> calls = new HashMap<>();
    private @Nullable StreamedItem current;
    private String model;
    private String id = "translated";
    private String reason = "";
    private TokenUsage counted = Usages.NONE;
    private long sequence;
    private boolean begun;

    ResponsesEvents(Member request, String model, long created) {
        super(Protocol.OPENAI_RESPONSES);
        this.request = request;
        this.tools = ResponsesTools.of(request);
        this.model = model;
        this.created = created;
    }

    @Override
    protected void event(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            fail(ProtocolErrors.ofEvent(chunk.path("error")));
            return;
        }
        if (!begun) {
            id = Json.text(chunk, "id", id);
            model = Json.text(chunk, "model", model);
        }
        if (chunk.path("usage").isObject()) {
            counted = Usages.openAi(chunk.path("usage"), chunk.path("model").stringValue(null));
            report(counted);
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (Json.count(choice, "index") == 0) {
            JsonNode delta = choice.path("delta");
            piece("reasoning_text", Thoughts.of(delta));
            delta.path("thinking_blocks")
                    .forEach(block -> item("reasoning_text").sign(block));
            piece("output_text", Spoken.text(delta));
            piece("refusal", Json.text(delta, "refusal"));
            delta.path("tool_calls").forEach(this::call);
            reason = Json.text(choice, "finish_reason", reason);
        }
    }

    private void piece(String part, String text) {
        if (text.isEmpty()) {
            return;
        }
        StreamedItem item = item(part);
        if (item.isEmpty()) {
            out(part(item, "response.content_part.added").set("part", ResponsesAnswer.part(part, "")));
        }
        item.add(text);
        ObjectNode delta = part(item, "response." + part + ".delta").put("delta", text);
        if (part.equals("output_text")) {
            delta.putArray("logprobs");
        }
        out(delta);
    }

    /** The item that a piece of this kind of part belongs to. */
    private StreamedItem item(String part) {
        StreamedItem open = current;
        if (open != null && open.kind().equals(part)) {
            return open;
        }
        close();
        String prefix = part.equals("reasoning_text") ? "rs" : "msg";
        StreamedItem next = add(StreamedItem.of(part, "%s_%s_%d".formatted(prefix, id, items.size()), items.size()));
        current = next;
        return next;
    }

    private void call(JsonNode piece) {
        JsonNode function = piece.path("function");
        String callId = Json.text(piece, "id");
        long at = Json.count(piece, "index");
        String name = Json.text(function, "name");
        String arguments = Spoken.arguments(function);
        StreamedItem call = calls.get(at);
        if (pieces.begins(at, callId, name, arguments) || call == null) {
            close();
            call = add(StreamedItem.call(tools.called(name), callId, id, items.size()));
            calls.put(at, call);
        }
        arguments(call, arguments);
    }

    private void arguments(StreamedItem call, String piece) {
        FlatTool tool = called(call);
        if (piece.isEmpty()) {
            return;
        }
        call.add(piece);
        switch (tool.kind()) {
            case FUNCTION ->
                out(at(call, "response.function_call_arguments.delta").put("delta", piece));
            case CUSTOM -> input(call, call.newInput(piece));
            case SEARCH -> {
                // Its item alone is told of.
            }
        }
    }

    private void input(StreamedItem call, String piece) {
        if (!piece.isEmpty()) {
            out(at(call, "response.custom_tool_call_input.delta").put("delta", piece));
        }
    }

    private static FlatTool called(StreamedItem call) {
        return Objects.requireNonNull(call.tool(), "an item of calls has a tool");
    }

    private StreamedItem add(StreamedItem item) {
        begin();
        items.add(item);
        out(event("response.output_item.added")
                .put("output_index", item.index())
                .set("item", item.object("in_progress")));
        return item;
    }

    private void close() {
        StreamedItem item = current;
        current = null;
        if (item == null) {
            return;
        }
        String part = item.kind();
        if (!item.isEmpty()) {
            ObjectNode done = part(item, "response." + part + ".done")
                    .put(part.equals("refusal") ? "refusal" : "text", item.text());
            if (part.equals("output_text")) {
                done.putArray("logprobs");
            }
            out(done);
            out(part(item, "response.content_part.done").set("part", ResponsesAnswer.part(part, item.text())));
        }
        done(item);
    }

    private void done(StreamedItem item) {
        out(event("response.output_item.done").put("output_index", item.index()).set("item", item.object("completed")));
    }

    @Override
    protected void done() {
        begin();
        close();
        for (StreamedItem item : items) {
            if (item.tool() != null) {
                called(item, item.tool());
            }
        }
        ObjectNode response = ResponsesAnswer.response("resp_" + id, model, created, request);
        ArrayNode output = response.putArray("output");
        items.forEach(item -> output.add(item.object("completed")));
        ResponsesAnswer.ended(response, reason, counted, created);
        String end = Json.text(response, "status").equals("completed") ? "response.completed" : "response.incomplete";
        out(event(end).set("response", response));
        complete();
    }

    private void called(StreamedItem call, FlatTool tool) {
        // Clients parse the arguments of every call, also of one that the provider gave none.
        arguments(call, call.isEmpty() ? "{}" : "");
        switch (tool.kind()) {
            case FUNCTION ->
                out(at(call, "response.function_call_arguments.done")
                        .put("name", tool.name())
                        .put("arguments", call.text()));
            case CUSTOM -> {
                input(call, call.restOfInput());
                out(at(call, "response.custom_tool_call_input.done").put("input", StreamedInput.whole(call.text())));
            }
            case SEARCH -> {
                // Its item alone is told of.
            }
        }
        done(call);
    }

    /** The API ends a stream with a failed response and an error: Codex hears of the one, SDKs of the other. */
    @Override
    protected void error(ProviderError error) {
        String code = error.code() == null ? error.type() : error.code();
        ObjectNode response =
                ResponsesAnswer.response("resp_" + id, model, created, request).put("status", "failed");
        response.putObject("error").put("code", code).put("message", error.message());
        out(event("response.failed").set("response", response));
        out(event("error").put("code", code).put("message", error.message()).put("param", error.param()));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            for (String type : new String[] {"response.created", "response.in_progress"}) {
                out(event(type).set("response", ResponsesAnswer.response("resp_" + id, model, created, request)));
            }
        }
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("sequence_number", sequence++);
    }

    private ObjectNode at(StreamedItem item, String type) {
        return event(type).put("item_id", item.id()).put("output_index", item.index());
    }

    private ObjectNode part(StreamedItem item, String type) {
        return at(item, type).put("content_index", 0);
    }

    private void out(JsonNode event) {
        out.typed(event);
    }
}
