package io.quantumlayer.protocols.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees in which every number keeps the digits it was written with. */
public final class JsonTrees {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonMapper ASCII =
            MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonTrees() {}

    /** A new object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not JSON
     */
    public static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** Reads a part of a text. */
    public static JsonNode read(byte[] bytes, int from, int length) {
        return MAPPER.readTree(bytes, from, length);
    }

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** The tree in UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException halfOfAPair) {
            // Half of a surrogate pair, which a stream may cut between two events, has no UTF-8 form but an escaped
            // one.
            return ASCII.writeValueAsBytes(node);
        }
    }

    /** The tree as a text. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A member that is a string, {@code ""} where it is anything else. */
    public static String text(JsonNode node, String member) {
        return node.path(member).stringValue("");
    }
}
