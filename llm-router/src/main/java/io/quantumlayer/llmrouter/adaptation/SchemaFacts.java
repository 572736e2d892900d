package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonTrees;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What can be told of a JSON Schema by looking at it. */
final class SchemaFacts {

    /** Keywords whose values are schemas by name, which are no schemas themselves. */
    static final Set<String> BY_NAME = Set.of("properties", "$defs", "definitions");

    private SchemaFacts() {}

    /** Whether a member may be absent that may not be {@code null}. */
    static boolean hasOptional(JsonNode schema) {
        Set<String> required = names(schema.path("required"));
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (!required.contains(member.getKey()) && !isNullable(member.getValue())) {
                return true;
            }
        }
        return anyInner(schema, SchemaFacts::hasOptional);
    }

    /** Whether an object has members that nobody names: closed, it would always be empty. */
    static boolean hasFreeObject(JsonNode schema) {
        boolean free = types(schema).contains("object")
                && schema.path("properties").isEmpty()
                && !schema.path("additionalProperties").isBoolean();
        return free || anyInner(schema, SchemaFacts::hasFreeObject);
    }

    /** Whether an object takes members of any name, of a type of their own: a vendor that closes objects cannot say it. */
    static boolean hasOpenMap(JsonNode schema) {
        return schema.path("additionalProperties").isObject()
                        && !schema.path("additionalProperties").isEmpty()
                || schema.path("patternProperties").isObject()
                || anyInner(schema, SchemaFacts::hasOpenMap);
    }

    private interface Test {
        boolean test(JsonNode schema);
    }

    private static boolean anyInner(JsonNode schema, Test test) {
        for (Map.Entry<String, JsonNode> each : schema.properties()) {
            JsonNode value = each.getValue();
            if (BY_NAME.contains(each.getKey())) {
                for (JsonNode one : value) {
                    if (test.test(one)) {
                        return true;
                    }
                }
            } else if (!each.getKey().equals("const")
                    && !each.getKey().equals("default")
                    && !each.getKey().equals("enum")) {
                if (value.isObject() && test.test(value)) {
                    return true;
                }
                for (JsonNode one : value.isArray() ? value : JsonTrees.array()) {
                    if (one.isObject() && test.test(one)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isNullable(JsonNode schema) {
        if (types(schema).contains("null")) {
            return true;
        }
        for (String union : List.of("anyOf", "oneOf")) {
            for (JsonNode each : schema.path(union)) {
                if (isNullable(each)) {
                    return true;
                }
            }
        }
        for (JsonNode each : schema.path("enum")) {
            if (each.isNull()) {
                return true;
            }
        }
        return false;
    }

    static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type instanceof StringNode one ? Set.of(one.stringValue()) : names(type);
    }

    static Set<String> names(JsonNode list) {
        Set<String> names = new HashSet<>();
        list.forEach(each -> names.add(each.stringValue("")));
        return names;
    }

    /** Whether it refers to itself. */
    static boolean isRecursive(ObjectNode schema) {
        for (String place : List.of("$defs", "definitions")) {
            for (Map.Entry<String, JsonNode> each : schema.path(place).properties()) {
                if (reaches(schema, each.getValue(), "#/" + place + "/" + each.getKey(), new HashSet<>())) {
                    return true;
                }
            }
        }
        return refers(schema, "#");
    }

    private static boolean reaches(ObjectNode root, JsonNode from, String target, Set<String> seen) {
        for (String ref : refs(from, new HashSet<>())) {
            if (ref.equals(target)) {
                return true;
            }
            if (ref.startsWith("#/") && seen.add(ref) && reaches(root, root.at(ref.substring(1)), target, seen)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refers(JsonNode from, String target) {
        return refs(from, new HashSet<>()).contains(target);
    }

    private static Set<String> refs(JsonNode from, Set<String> found) {
        if (from.path("$ref").isString()) {
            found.add(from.path("$ref").stringValue());
        }
        from.forEach(each -> refs(each, found));
        return found;
    }
}
