package io.quantumlayer.testsupport.vendor;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model can say when the vendor lets it say nothing but what a schema allows. */
final class Decoding {

    private Decoding() {}

    /**
     * The text, with every member that the schema demands and the author did not think of: {@code null} where the schema
     * takes it, else the emptiest value; and without members that the schema does not have. A text that is no JSON stays
     * as it is: the author means it to be wrong.
     */
    static String constrained(String text, JsonNode schema) {
        try {
            return bound(Json.read(text), schema).toString();
        } catch (JacksonException e) {
            return text;
        }
    }

    private static JsonNode bound(JsonNode value, JsonNode schema) {
        return switch (value) {
            case ObjectNode object when schema.path("properties").isObject() -> object(object, schema);
            case ArrayNode array
            when schema.path("items").isObject() -> {
                ArrayNode bound = Json.array();
                array.forEach(item -> bound.add(bound(item, schema.path("items"))));
                yield bound;
            }
            default -> value;
        };
    }

    private static ObjectNode object(ObjectNode value, JsonNode schema) {
        ObjectNode bound = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            if (value.has(name)) {
                bound.set(name, bound(value.path(name), property.getValue()));
            } else if (schema.path("required")
                    .valueStream()
                    .anyMatch(each -> each.asString().equals(name))) {
                bound.set(name, absent(property.getValue()));
            }
        }
        return bound;
    }

    private static JsonNode absent(JsonNode schema) {
        if (Schemas.takesNull(schema)) {
            return Json.object().nullNode();
        }
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(0);
        }
        return switch (Schemas.type(schema)) {
            case "object" -> object(Json.object(), schema);
            case "array" -> Json.array();
            case "boolean" -> Json.object().booleanNode(false);
            case "integer", "number" -> Json.object().numberNode(0);
            default -> Json.object().stringNode("");
        };
    }
}
