package io.quantumlayer.protocols;

import io.quantumlayer.protocols.json.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees in which every number keeps the digits it was written with. */
public final class Json {

    private Json() {}

    public static ObjectNode object() {
        return JsonTrees.object();
    }

    public static ArrayNode array() {
        return JsonTrees.array();
    }

    public static JsonNode read(byte[] bytes) {
        return JsonTrees.read(bytes);
    }

    public static JsonNode read(String text) {
        return JsonTrees.read(text);
    }

    /** The text of pieces as they stood in JSON; a broken escape stays as it is. */
    public static String unescaped(byte[] text) {
        String raw = new String(text, StandardCharsets.UTF_8);
        try {
            return JsonTrees.read('"' + raw + '"').stringValue(raw);
        } catch (JacksonException malformed) {
            return raw;
        }
    }

    /** A client's request, 400 where it is no JSON object. */
    public static Member request(byte[] body) {
        try {
            Member root = new Member("", read(body));
            if (!(root.node() instanceof ObjectNode)) {
                throw ModelErrorException.invalid(null, null, "The body must be a JSON object.");
            }
            return root;
        } catch (JacksonException malformed) {
            throw malformed(malformed);
        }
    }

    /** Why a body that cannot be read is refused, and where it breaks. */
    public static ModelErrorException malformed(JacksonException malformed) {
        return ModelErrorException.invalid(
                null,
                null,
                "The body is not JSON: %s at line %d, column %d."
                        .formatted(
                                malformed
                                        .getOriginalMessage()
                                        .lines()
                                        .findFirst()
                                        .orElse("unexpected text"),
                                malformed.getLocation().getLineNr(),
                                malformed.getLocation().getColumnNr()));
    }

    /** A provider's answer, 502 where it is no JSON with something at the given place. */
    public static JsonNode answer(byte[] body, String place) {
        JsonNode answer;
        try {
            answer = read(body);
        } catch (JacksonException malformed) {
            throw ModelErrorException.unreachable("The provider's answer is not JSON.", malformed);
        }
        if (!answer.at(place).isContainer()) {
            String message = "The provider's answer has nothing at %s.".formatted(place);
            throw ModelErrorException.unreachable(message, new IllegalArgumentException(message));
        }
        return answer;
    }

    public static byte[] bytes(JsonNode node) {
        return JsonTrees.bytes(node);
    }

    public static void write(JsonNode node, ByteArrayOutputStream out) {
        out.writeBytes(JsonTrees.bytes(node));
    }

    public static String text(JsonNode node) {
        return JsonTrees.text(node);
    }

    /** A member that is a string, {@code ""} where it is anything else. */
    public static String text(JsonNode node, String member) {
        return JsonTrees.text(node, member);
    }

    public static String text(JsonNode node, String member, String otherwise) {
        String found = text(node, member);
        return found.isEmpty() ? otherwise : found;
    }

    /** A member that is a number of tokens or the like, 0 where it is anything else. */
    public static long count(JsonNode node, String member) {
        JsonNode found = node.path(member);
        return found.isIntegralNumber() && found.canConvertToLong() ? Math.max(0, found.longValue()) : 0;
    }
}
