package io.quantumlayer.llmrouter.translation;

import io.quantumlayer.llmrouter.error.ModelErrorException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees in which every number keeps the digits it was written with. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonMapper ASCII =
            MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** The text of pieces as they stood in JSON; a broken escape stays as it is. */
    static String unescaped(byte[] text) {
        String raw = new String(text, StandardCharsets.UTF_8);
        try {
            return MAPPER.readTree('"' + raw + '"').stringValue(raw);
        } catch (JacksonException malformed) {
            return raw;
        }
    }

    /** A client's request, 400 where it is no JSON object. */
    static Member request(byte[] body) {
        try {
            Member root = new Member("", read(body));
            if (!(root.node() instanceof ObjectNode)) {
                throw ModelErrorException.invalid(null, null, "The body must be a JSON object.");
            }
            return root;
        } catch (JacksonException malformed) {
            throw ModelErrorException.invalid(
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
    }

    /** A provider's answer, 502 where it is no JSON with something at the given place. */
    static JsonNode answer(byte[] body, String place) {
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

    static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        write(node, out);
        return out.toByteArray();
    }

    static void write(JsonNode node, ByteArrayOutputStream out) {
        byte[] bytes;
        try {
            bytes = MAPPER.writeValueAsBytes(node);
        } catch (JacksonException halfOfAPair) {
            // Half of a surrogate pair, which a stream may cut between two events, has no UTF-8 form but an escaped
            // one.
            bytes = ASCII.writeValueAsBytes(node);
        }
        out.writeBytes(bytes);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A member that is a string, {@code ""} where it is anything else. */
    static String text(JsonNode node, String member) {
        return node.path(member).stringValue("");
    }

    static String text(JsonNode node, String member, String otherwise) {
        String found = text(node, member);
        return found.isEmpty() ? otherwise : found;
    }

    /** A member that is a number of tokens or the like, 0 where it is anything else. */
    static long count(JsonNode node, String member) {
        JsonNode found = node.path(member);
        return found.isIntegralNumber() && found.canConvertToLong() ? Math.max(0, found.longValue()) : 0;
    }
}
