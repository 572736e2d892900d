package io.quantumlayer.protocols;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Error objects in each protocol's shape. */
public final class ProtocolErrors {

    private static final int LONGEST_TEXT = 500;

    private ProtocolErrors() {}

    /**
     * The body of an error answer. The type may be that of any protocol: Anthropic's clients see the one that their API
     * has for the error, OpenAI's see it as given unless it is one that only Anthropic has.
     *
     * @param requestId shown where the protocol has a place for it
     */
    public static byte[] body(
            Protocol protocol,
            int status,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable String requestId) {
        return Json.bytes(
                switch (protocol) {
                    case ANTHROPIC_MESSAGES -> anthropic(status, type, code, param, message, requestId);
                    case BEDROCK_CONVERSE -> Json.object().put("message", message);
                    case OPENAI_CHAT, OPENAI_RESPONSES -> openAi(status, type, param, code, message);
                });
    }

    /** The event that ends a broken stream, complete with its blank line. */
    public static byte[] event(
            Protocol protocol,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable String requestId) {
        EventWriter out = new EventWriter();
        switch (protocol) {
            case ANTHROPIC_MESSAGES -> out.typed(anthropic(0, type, code, param, message, requestId));
            case OPENAI_RESPONSES ->
                out.typed(Json.object()
                        .put("type", "error")
                        .put("code", code == null ? type : code)
                        .put("message", message)
                        .put("param", param)
                        .put("sequence_number", 0));
            case BEDROCK_CONVERSE ->
                out.raw(Json.bytes(Json.object()
                        .set("internalServerException", Json.object().put("message", message))));
            case OPENAI_CHAT -> out.data(openAi(0, type, param, code, message));
        }
        return out.take();
    }

    private static ObjectNode anthropic(
            int status,
            String type,
            @Nullable String code,
            @Nullable String param,
            String message,
            @Nullable String requestId) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error")
                .put(
                        "type",
                        ErrorTypes.type(
                                Protocol.ANTHROPIC_MESSAGES,
                                ErrorTypes.kind(status, type, code, message),
                                status,
                                type))
                .put("message", param == null || message.startsWith(param) ? message : param + ": " + message);
        if (requestId != null) {
            body.put("request_id", requestId);
        }
        return body;
    }

    private static ObjectNode openAi(
            int status, String type, @Nullable String param, @Nullable String code, String message) {
        boolean foreign = type.endsWith("_error")
                && !type.equals("invalid_request_error")
                && !type.equals("api_error")
                && !type.equals("server_error");
        String said = foreign
                ? ErrorTypes.type(Protocol.OPENAI_CHAT, ErrorTypes.kind(status, type, code, message), status, type)
                : type;
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", said)
                .put("param", param)
                .put("code", code);
        return body;
    }

    /** Reads an error answer; one in no known shape gives its text as the message. */
    public static ProviderError read(Protocol protocol, int status, byte[] body) {
        JsonNode tree;
        try {
            tree = Json.read(body);
        } catch (JacksonException noJson) {
            tree = Json.object();
        }
        // Gemini's errors are lists of one.
        tree = tree.isArray() && !tree.isEmpty() ? tree.path(0) : tree;
        ProviderError error = switch (protocol) {
            case BEDROCK_CONVERSE -> converse(status, tree);
            case OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES ->
                of(tree.path("error").isMissingNode() ? tree : tree.path("error"), status);
        };
        if (!error.message().isEmpty()) {
            return error;
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String message = text.isEmpty()
                ? "The provider answered %d without a word.".formatted(status)
                : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        return new ProviderError(status, error.type(), error.param(), error.code(), message, error.kind());
    }

    /** An error in a stream, from the event's {@code error} member. */
    public static ProviderError ofEvent(JsonNode error) {
        ProviderError read = of(error, 0);
        String message = read.message().isEmpty() ? "The provider broke off with an error." : read.message();
        return new ProviderError(
                ErrorTypes.status(read.kind()), read.type(), read.param(), read.code(), message, read.kind());
    }

    /** The error that a decoded event of Bedrock's ConverseStream is, {@code null} for all others. */
    public static @Nullable ProviderError ofConverseEvent(JsonNode event) {
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            if (member.getKey().endsWith("Exception")) {
                ObjectNode error = Json.object()
                        .put("type", member.getKey())
                        .put("message", Json.text(member.getValue(), "message"));
                return ofEvent(error);
            }
        }
        return null;
    }

    private static ProviderError of(JsonNode error, int status) {
        // A bare string is what some OpenAI-like servers send, and numbers as codes what others do.
        String message = error.isString() ? error.stringValue() : sentence(error);
        String type = Json.text(error, "type");
        JsonNode given = error.path("code");
        String code = given.isValueNode() && !given.isNull() ? given.asString() : null;
        return new ProviderError(
                status,
                type,
                error.path("param").stringValue(null),
                code,
                message,
                ErrorTypes.kind(status, type, code, message + RetryAdvice.quotas(error)));
    }

    /** The message, or what servers that check requests by Pydantic have in its place: a list of places and faults. */
    private static String sentence(JsonNode error) {
        JsonNode message = error.path("message");
        if (message.isString()) {
            return message.stringValue();
        }
        JsonNode detail = error.has("detail") ? error.path("detail") : message.path("detail");
        if (detail.isString()) {
            return detail.stringValue();
        }
        StringJoiner faults = new StringJoiner("; ");
        for (JsonNode fault : detail.isArray() ? detail : message) {
            StringJoiner place = new StringJoiner(".");
            for (JsonNode step : fault.path("loc")) {
                if (!step.stringValue("").equals("body")) {
                    place.add(step.asString());
                }
            }
            if (fault.path("msg").isString()) {
                faults.add(place + ": " + fault.path("msg").stringValue());
            }
        }
        return faults.toString();
    }

    /** Whether an error answer is one that clients of the protocol can read. */
    public static boolean isReadable(Protocol protocol, byte[] body) {
        try {
            JsonNode tree = Json.read(body);
            JsonNode error = tree.path("error");
            return error.path("message").isString() || protocol != Protocol.ANTHROPIC_MESSAGES && error.isString();
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private static ProviderError converse(int status, JsonNode tree) {
        String message = Json.text(tree, "message", Json.text(tree, "Message"));
        String type = Json.text(tree, "__type");
        type = type.substring(type.indexOf('#') + 1);
        return new ProviderError(status, type, null, null, message, ErrorTypes.kind(status, type, null, message));
    }
}
