package io.quantumlayer.local;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON as the platform writes it: snake case, compact, unknown members ignored. */
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Json() {}

    /** The tree of a text, or an empty object when the text is not JSON. */
    public static JsonNode lenient(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null ? JsonNodeFactory.instance.objectNode() : tree;
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** A member as text, empty when it is absent or null. */
    public static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
