package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Reads JSON Schemas as vendors do that take a part of them. */
final class Schemas {

    private Schemas() {}

    /** Visits a schema and all schemas within it; the path has the keywords and names that lead there. */
    static void visit(JsonNode schema, BiConsumer<JsonNode, List<String>> visitor) {
        visit(schema, List.of(), visitor);
    }

    private static void visit(JsonNode schema, List<String> path, BiConsumer<JsonNode, List<String>> visitor) {
        visitor.accept(schema, path);
        for (String keyword : List.of("properties", "$defs", "definitions")) {
            for (Map.Entry<String, JsonNode> member : schema.path(keyword).properties()) {
                visit(member.getValue(), and(path, keyword, member.getKey()), visitor);
            }
        }
        if (schema.path("items").isObject()) {
            visit(schema.path("items"), and(path, "items"), visitor);
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            int at = 0;
            for (JsonNode branch : schema.path(keyword)) {
                visit(branch, and(path, keyword, Integer.toString(at++)), visitor);
            }
        }
    }

    /** The type, that beside {@code null} where there are two, or an empty text. */
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream()
                        .map(each -> each.asString(""))
                        .filter(each -> !each.equals("null"))
                        .findFirst()
                        .orElse("null")
                : type.asString("");
    }

    static boolean takesNull(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.asString("").equals("null")
                || type.valueStream().anyMatch(each -> each.asString("").equals("null"))
                || schema.path("anyOf").valueStream().anyMatch(Schemas::takesNull);
    }

    /** Properties of an object that are not required. */
    static List<String> optional(JsonNode schema) {
        List<String> required = schema.path("required")
                .valueStream()
                .map(each -> each.asString(""))
                .toList();
        return schema.path("properties").propertyNames().stream()
                .filter(name -> !required.contains(name))
                .toList();
    }

    private static List<String> and(List<String> path, String... more) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(List.of(more));
        return longer;
    }
}
