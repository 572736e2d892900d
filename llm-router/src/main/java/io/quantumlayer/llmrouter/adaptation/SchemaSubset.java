package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonTrees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema in the subset of a vendor. Nothing that the full schema allows is told to the model otherwise: what the subset
 * cannot say is told in descriptions, and whoever has the full schema checks answers by it.
 *
 * @param schema in the subset
 * @param strict whether the vendor may be asked to hold the model to it: a strict mode that wants every member is not where
 *     the full schema has one that may be absent and may not be {@code null}
 */
record SchemaSubset(ObjectNode schema, boolean strict) {

    /** Keywords that say nothing about values. */
    private static final Set<String> REMARKS = Set.of(
            "$schema", "$id", "$comment", "$anchor", "examples", "example", "deprecated", "readOnly", "writeOnly");

    /**
     * The schema in a subset.
     *
     * @return empty where the subset cannot say it at all
     */
    static Optional<SchemaSubset> of(ObjectNode full, SchemaDialect dialect) {
        if (!dialect.recursive() && SchemaFacts.isRecursive(full) || dialect.closes() && SchemaFacts.hasOpenMap(full)) {
            return Optional.empty();
        }
        ObjectNode simple = merged(full.deepCopy());
        boolean strict =
                !dialect.allRequired() || !SchemaFacts.hasOptional(simple) && !SchemaFacts.hasFreeObject(simple);
        Count count = new Count();
        ObjectNode schema = rewrite(simple, dialect, strict, count);
        if (count.optional > dialect.mostOptional() || count.unions > dialect.mostUnions()) {
            return Optional.empty();
        }
        return dialect.allRequired() && strict && schema.has("anyOf")
                ? Optional.of(new SchemaSubset(rewrite(simple, dialect, false, count), false))
                : Optional.of(new SchemaSubset(schema, strict));
    }

    private static final class Count {

        private int optional;
        private int unions;
    }

    /** Writes {@code allOf} out, where all of its parts are plain objects or there is only one. */
    private static ObjectNode merged(ObjectNode schema) {
        for (String name : List.copyOf(schema.propertyNames())) {
            JsonNode value = schema.get(name);
            if (SchemaFacts.BY_NAME.contains(name) && value instanceof ObjectNode named) {
                named.properties().forEach(each -> {
                    if (each.getValue() instanceof ObjectNode one) {
                        named.set(each.getKey(), merged(one));
                    }
                });
            } else if (value instanceof ObjectNode one && !name.equals("const") && !name.equals("default")) {
                schema.set(name, merged(one));
            } else if (value instanceof ArrayNode list && !name.equals("enum")) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof ObjectNode one) {
                        list.set(i, merged(one));
                    }
                }
            }
        }
        if (schema.get("allOf") instanceof ArrayNode parts && canMerge(schema, parts)) {
            schema.remove("allOf");
            parts.forEach(part ->
                    ((ObjectNode) part).properties().forEach(each -> merge(schema, each.getKey(), each.getValue())));
        }
        return schema;
    }

    private static boolean canMerge(ObjectNode schema, ArrayNode parts) {
        Set<String> seen = new HashSet<>(schema.propertyNames());
        for (JsonNode part : parts) {
            if (!(part instanceof ObjectNode)) {
                return false;
            }
            for (String name : part.propertyNames()) {
                boolean joins = name.equals("properties") || name.equals("required");
                boolean same = schema.path(name).equals(part.get(name));
                if (!joins && !same && !seen.add(name)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void merge(ObjectNode schema, String name, JsonNode value) {
        if (name.equals("properties")
                && schema.get(name) instanceof ObjectNode there
                && value instanceof ObjectNode more) {
            there.setAll(more);
        } else if (name.equals("required")
                && schema.get(name) instanceof ArrayNode there
                && value instanceof ArrayNode more) {
            there.addAll(more);
        } else {
            schema.set(name, value);
        }
    }

    private static ObjectNode rewrite(ObjectNode full, SchemaDialect dialect, boolean strict, Count count) {
        ObjectNode out = JsonTrees.object();
        Map<String, JsonNode> told = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : full.properties()) {
            keyword(each.getKey(), each.getValue(), dialect, strict, count, out, told);
        }
        if (out.get("type") == null && out.get("properties") != null) {
            out.put("type", "object");
        }
        if (out.get("type") == null && out.get("enum") instanceof ArrayNode values) {
            typed(out, values);
        }
        boolean object = SchemaFacts.types(out).contains("object");
        if (object) {
            close(full, dialect, strict, count, out, told);
        }
        if (SchemaFacts.types(out).size() > 1 || out.has("anyOf")) {
            count.unions++;
        }
        if (!told.isEmpty()) {
            StringBuilder text = new StringBuilder();
            told.forEach((name, value) -> text.append(text.isEmpty() ? "{" : ", ")
                    .append(name)
                    .append(": ")
                    .append(JsonTrees.text(value)));
            String said = JsonTrees.text(out, "description");
            out.put("description", (said.isEmpty() ? "" : said + "\n\n") + text + "}");
        }
        return out;
    }

    private static void keyword(
            String name,
            JsonNode value,
            SchemaDialect dialect,
            boolean strict,
            Count count,
            ObjectNode out,
            Map<String, JsonNode> told) {
        if (REMARKS.contains(name)) {
            return;
        }
        if (name.equals("oneOf") && !out.has("anyOf") && value.isArray()) {
            keyword("anyOf", value, dialect, strict, count, out, told);
        } else if (name.equals("const") && !dialect.keywords().contains("const")) {
            out.putArray("enum").add(value);
        } else if (!dialect.keywords().contains(name) || !isAllowed(name, value, dialect)) {
            if (!name.equals("additionalProperties")) {
                told.put(name, value);
            }
        } else if (SchemaFacts.BY_NAME.contains(name) && value.isObject()) {
            ObjectNode named = out.putObject(name);
            value.properties()
                    .forEach(each -> named.set(each.getKey(), inner(each.getValue(), dialect, strict, count)));
        } else if (name.equals("enum") || name.equals("required") || name.equals("const") || name.equals("default")) {
            out.set(name, value);
        } else if (value instanceof ArrayNode list && !name.equals("type")) {
            ArrayNode parts = out.putArray(name);
            list.forEach(each -> parts.add(inner(each, dialect, strict, count)));
        } else {
            out.set(name, inner(value, dialect, strict, count));
        }
    }

    /** Strict modes want a type of every value, also where the values are told one by one. */
    private static void typed(ObjectNode schema, ArrayNode values) {
        Set<String> types = new HashSet<>();
        values.forEach(value -> types.add(
                value.isString()
                        ? "string"
                        : value.isBoolean() ? "boolean" : value.isIntegralNumber() ? "integer" : "other"));
        if (types.size() == 1 && !types.contains("other")) {
            schema.put("type", types.iterator().next());
        }
    }

    private static JsonNode inner(JsonNode value, SchemaDialect dialect, boolean strict, Count count) {
        return value instanceof ObjectNode object ? rewrite(object, dialect, strict, count) : value;
    }

    private static boolean isAllowed(String name, JsonNode value, SchemaDialect dialect) {
        return switch (name) {
            case "format" -> dialect.formats().contains(value.stringValue(""));
            case "minItems" -> value.isIntegralNumber() && value.longValue() <= dialect.mostMinItems();
            case "enum" -> !dialect.closes() || scalars(value);
            case "additionalProperties" -> value.isBoolean();
            default -> true;
        };
    }

    private static boolean scalars(JsonNode values) {
        for (JsonNode value : values) {
            if (value.isContainer()) {
                return false;
            }
        }
        return true;
    }

    private static void close(
            ObjectNode full,
            SchemaDialect dialect,
            boolean strict,
            Count count,
            ObjectNode out,
            Map<String, JsonNode> told) {
        if (!dialect.closes()) {
            out.remove("additionalProperties");
        } else if (strict || full.path("properties").isObject()) {
            out.put("additionalProperties", false);
        }
        Set<String> required = SchemaFacts.names(full.path("required"));
        List<String> members = new ArrayList<>(out.path("properties").propertyNames());
        if (dialect.allRequired() && strict) {
            ArrayNode all = out.putArray("required");
            members.forEach(all::add);
        } else if (!members.isEmpty()) {
            count.optional += (int)
                    members.stream().filter(name -> !required.contains(name)).count();
        }
        // A vendor that does not find a required member among the properties refuses the schema.
        if (out.get("required") instanceof ArrayNode given
                && !new HashSet<>(members).containsAll(SchemaFacts.names(given))) {
            told.put("required", given.deepCopy());
            ArrayNode known = out.putArray("required");
            members.stream().filter(required::contains).forEach(known::add);
        }
    }
}
