package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.key.Digest;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.route.Capability;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.json.JsonBytes;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonOutline;
import io.quantumlayer.protocols.json.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A request as the caller wrote it. Only single members are ever replaced, in place: numbers, order, blanks and members
 * that the router does not know stay byte for byte, and a large prompt is written once.
 */
public final class ModelRequest {

    private static final byte[] INCLUDE_USAGE = "\"include_usage\":true".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CACHE_CONTROL = "\"cache_control\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ADDITIONAL_TOOLS = "\"additional_tools\"".getBytes(StandardCharsets.UTF_8);
    private static final List<String> FORMATS = List.of("response_format", "text", "output_config");
    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens", "max_output_tokens");
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final int MOST_CHOICES = 1000;
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);

    private final Operation operation;
    private final byte[] bytes;
    private String model = "";
    private boolean stream;
    private boolean usageWanted;
    private long maxTokens;
    private int choices = 1;
    private boolean goesOn;
    private int contentFrom;
    private @Nullable Span streamOptions;
    private @Nullable Span includeUsage;
    private boolean streamOptionsEmpty;

    private final JsonOutline outline;

    private ModelRequest(Operation operation, byte[] bytes) {
        this.operation = operation;
        this.bytes = bytes;
        this.outline = new JsonOutline(bytes);
    }

    private record Span(int from, int to) {}

    /**
     * Reads what the router has to know of a request.
     *
     * @throws ModelErrorException 400, naming the member, if it is no JSON object or lacks what every such request has
     */
    public static ModelRequest of(Operation operation, byte[] bytes) {
        ModelRequest request = new ModelRequest(operation, bytes);
        boolean content = false;
        try (JsonParser parser = request.outline.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, bytes.length == 0 ? "The body is missing." : "The body must be a JSON object.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                int nameFrom = JsonBytes.start(parser);
                JsonToken value = parser.nextToken();
                int from = JsonBytes.start(parser);
                if (member.equals(operation.content())) {
                    content = request.content(parser, value);
                } else {
                    request.member(parser, member, value);
                }
                request.outline.skipped(parser, member, nameFrom, from);
            }
            request.outline.end(parser);
            if (parser.nextToken() != null) {
                throw invalid(null, "The body has text after its JSON object.");
            }
        } catch (JacksonException malformed) {
            throw Json.malformed(malformed);
        }
        if (request.model.isBlank()) {
            throw invalid("model", "model is missing; it names the model to ask, such as recipe-engine.");
        }
        // A response may go on with what the provider has.
        if (!content && !(operation.api() == Operation.RESPONSES && request.goesOn)) {
            throw invalid(
                    operation.content(),
                    "%s is missing; it must be %s."
                            .formatted(
                                    operation.content(),
                                    operation.content().equals("input") ? "a text or an array" : "an array"));
        }
        return request;
    }

    private boolean content(JsonParser parser, JsonToken value) {
        contentFrom = offset(parser);
        if (value == JsonToken.START_ARRAY) {
            return true;
        }
        if (operation.content().equals("input") && value == JsonToken.VALUE_STRING) {
            return true;
        }
        throw invalid(
                operation.content(),
                "%s must be %s."
                        .formatted(
                                operation.content(),
                                operation.content().equals("input") ? "a text or an array" : "an array"));
    }

    private void member(JsonParser parser, String member, JsonToken value) {
        switch (member) {
            case "model" -> {
                if (value != JsonToken.VALUE_STRING) {
                    throw invalid("model", "model must be a text.");
                }
                model = parser.getString();
            }
            case "stream" -> {
                if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE && value != JsonToken.VALUE_NULL) {
                    throw invalid("stream", "stream must be true or false.");
                }
                stream = value == JsonToken.VALUE_TRUE;
            }
            case "stream_options" -> streamOptions(parser, value);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> {
                if (value == JsonToken.VALUE_NULL) {
                    return;
                }
                if (value != JsonToken.VALUE_NUMBER_INT) {
                    throw invalid(member, member + " must be a whole number.");
                }
                maxTokens = Math.max(maxTokens, Math.clamp(parser.getValueAsLong(Long.MAX_VALUE), 0, MOST_TOKENS));
            }
            case "temperature", "top_p" -> {
                if (!value.isNumeric() && value != JsonToken.VALUE_NULL) {
                    throw invalid(member, member + " must be a number.");
                }
            }
            case "n" -> {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    choices = Math.clamp(parser.getValueAsLong(1), 1, MOST_CHOICES);
                }
            }
            case MarkedResponses.PREVIOUS, "conversation", "prompt" -> goesOn |= value != JsonToken.VALUE_NULL;
            default -> {
                // A member that the router does not know is the provider's to judge.
            }
        }
    }

    private void streamOptions(JsonParser parser, JsonToken value) {
        int from = offset(parser);
        if (value == JsonToken.VALUE_NULL) {
            streamOptions = new Span(from, from + 4);
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw invalid("stream_options", "stream_options must be an object.");
        }
        streamOptionsEmpty = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            streamOptionsEmpty = false;
            String name = parser.currentName();
            JsonToken option = parser.nextToken();
            if (name.equals("include_usage")) {
                usageWanted = option == JsonToken.VALUE_TRUE;
                int start = offset(parser);
                int length = switch (option) {
                    case VALUE_TRUE, VALUE_NULL -> 4;
                    case VALUE_FALSE -> 5;
                    default ->
                        throw invalid(
                                "stream_options.include_usage", "stream_options.include_usage must be true or false.");
                };
                includeUsage = new Span(start, start + length);
            }
            parser.skipChildren();
        }
        streamOptions = new Span(from, offset(parser) + 1);
    }

    private int offset(JsonParser parser) {
        return outline.original(JsonBytes.start(parser));
    }

    private static ModelErrorException invalid(@Nullable String param, String message) {
        return ModelErrorException.invalid(param, null, message);
    }

    /** What is asked for. */
    public Operation operation() {
        return operation;
    }

    /** The model that the caller names. */
    public String model() {
        return model;
    }

    /** Whether it goes on with what a provider has kept. */
    boolean goesOn() {
        return goesOn;
    }

    /** Whether the caller wants the answer piece by piece. */
    public boolean stream() {
        return stream;
    }

    /** Whether a caller of a stream wants to be told the tokens. */
    public boolean usageWanted() {
        return usageWanted;
    }

    /** Most tokens of the answer, all its choices together; 0 where the caller sets no limit. */
    public long maxTokens() {
        return maxTokens * choices;
    }

    /** What it asks of a model beyond text; reads the whole request once more. */
    Set<Capability> capabilities() {
        JsonEdits members = edits(model, false);
        Set<Capability> asked = EnumSet.noneOf(Capability.class);
        if (!members.value("tools").isEmpty() || hasAdditionalTools(members)) {
            asked.add(Capability.TOOLS);
        }
        if (FORMATS.stream().anyMatch(format -> isForm(format, members))) {
            asked.add(Capability.SCHEMA);
        }
        if (promptText().images() > 0) {
            asked.add(Capability.IMAGES);
        }
        return asked;
    }

    private static boolean isForm(String member, JsonEdits members) {
        JsonNode value = members.value(member);
        JsonNode format = member.equals("response_format") ? value : value.path("format");
        return format.isObject() && !JsonTrees.text(format, "type").equals("text");
    }

    /** Codex gives tools within the input, too. */
    private static boolean hasAdditionalTools(JsonEdits members) {
        if (!members.contains(ADDITIONAL_TOOLS)) {
            return false;
        }
        AtomicBoolean found = new AtomicBoolean();
        members.walk("input", (path, text) -> {
            if (path.equals("[].type") && text.equals("additional_tools")) {
                found.set(true);
            }
            return null;
        });
        return found.get();
    }

    /** Tokens of the request, rather too many: a token of prose has about four bytes, one of code or of other scripts less. */
    public long inputEstimate() {
        return bytes.length / 3 + 1;
    }

    /** The same for all calls of a conversation: a hash of everything up to its first user message. */
    int conversation() {
        int to = bytes.length;
        try (JsonParser parser = JsonBytes.parser(bytes, contentFrom, bytes.length - contentFrom)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    boolean user = false;
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        boolean role = parser.currentName().equals("role");
                        parser.nextToken();
                        user |= role && "user".equals(parser.getString());
                        parser.skipChildren();
                    }
                    if (user) {
                        to = contentFrom + JsonBytes.end(parser);
                        break;
                    }
                }
            }
        }
        int hash = model.hashCode();
        for (int i = contentFrom; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Whose answers it goes on with; {@code null} where no mark says so. */
    MarkedResponses.@Nullable Origin origin() {
        return operation.api() == Operation.RESPONSES ? MarkedResponses.origin(edits(model, false)) : null;
    }

    /** Whether the provider is to make the answer while nobody waits. */
    boolean isBackground() {
        return operation == Operation.RESPONSES
                && edits(model, false).value("background").asBoolean(false);
    }

    /** Whether it says what the provider is to cache. */
    boolean marksCache() {
        return edits(model, false).contains(CACHE_CONTROL);
    }

    /** What a model reads of it; reads the whole request once more. */
    PromptText promptText() {
        return PromptText.of(bytes);
    }

    /** Digest of what is asked, without its limit of the answer. @param prefix what else is asked, beside the body */
    Digest withoutLimit(String prefix) {
        JsonEdits edits = JsonEdits.of(outline);
        LIMITS.forEach(edits::remove);
        byte[] head = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] body = edits.bytes();
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return Digest.of(all);
    }

    /** The request as the caller wrote it; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The request with another model's name.
     *
     * @param countUsage whether a stream has to tell its tokens, also when the caller does not ask for them
     */
    public byte[] forProvider(String other, boolean countUsage) {
        return edits(other, countUsage).bytes();
    }

    /** Its members that say something and are not among those given. */
    Set<String> membersBut(Set<String> others) {
        Set<String> more = outline.telling();
        more.removeAll(others);
        return more;
    }

    /** The same, to be changed further. */
    JsonEdits edits(String other, boolean countUsage) {
        JsonEdits edits = JsonEdits.of(outline);
        if (!other.equals(model)) {
            edits.set("model", JsonBytes.quoted(other));
        }
        if (countUsage && stream && !usageWanted) {
            countUsage(edits);
        }
        return edits;
    }

    private void countUsage(JsonEdits edits) {
        if (includeUsage != null) {
            edits.splice(includeUsage.from(), includeUsage.to(), TRUE);
        } else if (streamOptions == null) {
            edits.set("stream_options", join("{", "}"));
        } else if (bytes[streamOptions.from()] == '{') {
            int from = streamOptions.from() + 1;
            edits.splice(from, from, join("", streamOptionsEmpty ? "" : ","));
        } else {
            edits.splice(streamOptions.from(), streamOptions.to(), join("{", "}"));
        }
    }

    private static byte[] join(String before, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(INCLUDE_USAGE);
        out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
