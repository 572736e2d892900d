package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What vendors with a chat completions endpoint after OpenAI's have in common: how they are asked and answer. */
abstract class ChatStandIn extends StandIn {

    private static final long CREATED = 1_790_000_000L;

    private final AtomicInteger calls = new AtomicInteger();

    ChatStandIn(Author author, String basePath) {
        super(author, basePath);
    }

    /** Says no to what the vendor does not take. */
    abstract void check(Call call);

    /** Tokens that an answer to this request may have. */
    abstract int limit(Call call, Prompt prompt);

    /** The schema that answers are bound to by the vendor, or nothing. */
    @Nullable
    JsonNode boundTo(Call call) {
        return call.get("response_format").at("/json_schema/schema").isObject()
                ? call.get("response_format").at("/json_schema/schema")
                : null;
    }

    /** Id of a tool call in the vendor's form. */
    String callId(int number) {
        return "call_%024d".formatted(number);
    }

    /** Whether the last chunk of this stream says what was used. */
    boolean countsStream(Call call) {
        return call.get("stream_options").path("include_usage").asBoolean(false);
    }

    /** What the vendor adds to a tool call. */
    void adorn(ObjectNode toolCall) {}

    /** The vendor's word for the end of an answer that is a call of the tool that was named. */
    String endOfNamedTool() {
        return "tool_calls";
    }

    /** Tokens that the model thinks before it writes; they count as written. */
    int thinks(Call call) {
        return 0;
    }

    @Override
    final Reply answer(Call call) {
        if (!call.path().endsWith("/chat/completions")) {
            throw notFound();
        }
        check(call);
        Prompt prompt = prompt(call);
        String tool = called(tool(call), prompt);
        JsonNode schema = tool == null ? boundTo(call) : parameters(call, tool);
        String said = say(prompt);
        Speech speech = Speech.of(
                prompt, schema == null ? said : Decoding.constrained(said, schema), limit(call, prompt) - thinks(call));
        return call.streams() ? streamed(call, speech, tool) : whole(call, speech, tool);
    }

    /** The text of all messages. */
    static Prompt prompt(Call call) {
        List<Prompt.Turn> turns = new ArrayList<>();
        for (JsonNode message : call.get("messages")) {
            turns.add(new Prompt.Turn(message.path("role").asString(""), text(message.path("content"))));
        }
        return new Prompt(call.text("model"), turns);
    }

    private static String text(JsonNode content) {
        return content.isString()
                ? content.asString()
                : content.valueStream()
                        .map(part -> part.path("text").asString(""))
                        .collect(Collectors.joining("\n"));
    }

    /** Name of the tool that the model has to call, if it has to call one. */
    private static @Nullable String tool(Call call) {
        JsonNode choice = call.get("tool_choice");
        if (choice.isObject()) {
            return choice.path("function").path("name").asString("");
        }
        return List.of("required", "any").contains(choice.asString(""))
                ? call.get("tools").path(0).path("function").path("name").asString("")
                : null;
    }

    private static JsonNode parameters(Call call, String tool) {
        return call.get("tools")
                .valueStream()
                .map(each -> each.path("function"))
                .filter(function -> function.path("name").asString("").equals(tool))
                .map(function -> function.path("parameters"))
                .findFirst()
                .orElseThrow();
    }

    private Reply whole(Call call, Speech speech, @Nullable String tool) {
        ObjectNode completion = frame(call, "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (tool == null) {
            message.put("content", speech.text());
        } else {
            message.putNull("content");
            toolCall(message, tool, speech.text());
        }
        choice.put("finish_reason", finish(call, speech, tool));
        completion.set("usage", usage(call, speech));
        return Reply.json(completion);
    }

    private Reply streamed(Call call, Speech speech, @Nullable String tool) {
        Reply.Events events = Reply.events();
        ObjectNode first = chunk(call);
        ObjectNode delta = delta(first).put("role", "assistant");
        if (tool == null) {
            delta.put("content", "");
        } else {
            toolCall(delta, tool, "").put("index", 0);
        }
        events.data(first);
        for (String piece : speech.pieces()) {
            ObjectNode chunk = chunk(call);
            if (tool == null) {
                delta(chunk).put("content", piece);
            } else {
                delta(chunk)
                        .putArray("tool_calls")
                        .addObject()
                        .put("index", 0)
                        .putObject("function")
                        .put("arguments", piece);
            }
            events.data(chunk);
        }
        ObjectNode last = chunk(call);
        ((ObjectNode) last.path("choices").path(0)).put("finish_reason", finish(call, speech, tool));
        events.data(last);
        if (countsStream(call)) {
            ObjectNode used = frame(call, "chat.completion.chunk");
            used.putArray("choices");
            used.set("usage", usage(call, speech));
            events.data(used);
        }
        return events.data("[DONE]").end();
    }

    private ObjectNode toolCall(ObjectNode message, String tool, String arguments) {
        ObjectNode written = message.putArray("tool_calls")
                .addObject()
                .put("id", callId(calls.incrementAndGet()))
                .put("type", "function");
        written.putObject("function").put("name", tool).put("arguments", arguments);
        adorn(written);
        return written;
    }

    private String finish(Call call, Speech speech, @Nullable String tool) {
        if (speech.cutOff()) {
            return "length";
        }
        if (tool == null) {
            return "stop";
        }
        return call.get("tool_choice").isObject() ? endOfNamedTool() : "tool_calls";
    }

    private ObjectNode usage(Call call, Speech speech) {
        int written = speech.tokens() + thinks(call);
        ObjectNode usage = Json.object()
                .put("prompt_tokens", speech.promptTokens())
                .put("completion_tokens", written)
                .put("total_tokens", speech.promptTokens() + written);
        if (thinks(call) > 0) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", thinks(call));
        }
        return usage;
    }

    private ObjectNode frame(Call call, String object) {
        return Json.object()
                .put("id", "chatcmpl-" + calls.get())
                .put("object", object)
                .put("created", CREATED)
                .put("model", call.text("model"));
    }

    private ObjectNode chunk(Call call) {
        ObjectNode chunk = frame(call, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("finish_reason");
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").path(0).path("delta");
    }
}
