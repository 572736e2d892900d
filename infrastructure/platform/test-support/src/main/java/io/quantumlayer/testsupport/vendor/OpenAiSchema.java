package io.quantumlayer.testsupport.vendor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The part of JSON Schema that OpenAI takes with {@code strict: true}.
 *
 * <p>Source: OpenAI's guide "Structured model outputs", sections "Supported schemas" and "Supported properties"
 * (developers.openai.com/api/docs/guides/structured-outputs). What is not among the supported properties is refused here;
 * of {@code minLength} and its like some say that it is taken and not enforced.
 */
final class OpenAiSchema {

    private static final Set<String> TAKEN = Set.of(
            "type",
            "title",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "$ref",
            "$defs",
            "definitions",
            "default",
            "pattern",
            "format",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "minItems",
            "maxItems");
    private static final int MOST_LEVELS = 10;

    private OpenAiSchema() {}

    /**
     * Refuses a schema.
     *
     * @param where {@code response_format 'name'} or {@code function 'name'}
     */
    static void check(JsonNode schema, String where, String param) {
        if (!Schemas.type(schema).equals("object") || schema.has("anyOf")) {
            throw no(
                    where,
                    param,
                    "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'."
                            .formatted(Schemas.type(schema).isEmpty() ? "None" : Schemas.type(schema)));
        }
        Schemas.visit(schema, (each, path) -> {
            String context = "In context=(%s), "
                    .formatted(path.stream()
                            .map("'%s'"::formatted)
                            .collect(Collectors.joining(", ", "", path.size() == 1 ? "," : "")));
            // openclaw/clawpatch#60 (2026-05): enum-only properties.
            if (!each.has("type") && !each.has("anyOf") && !each.has("$ref")) {
                throw no(where, param, context + "schema must have a 'type' key.");
            }
            each.propertyNames().stream()
                    .filter(keyword -> !TAKEN.contains(keyword))
                    .findFirst()
                    .ifPresent(keyword -> {
                        // liam-hq/liam#1162 (2025-04) has this form.
                        throw no(where, param, context + "'%s' is not permitted.".formatted(keyword));
                    });
            if (Schemas.type(each).equals("object")) {
                object(each, where, param, context);
            }
            if (path.stream().filter(List.of("properties", "items")::contains).count() > MOST_LEVELS) {
                throw no(where, param, context + "schema exceeds %d levels of nesting.".formatted(MOST_LEVELS));
            }
        });
    }

    private static void object(JsonNode object, String where, String param, String context) {
        JsonNode additional = object.path("additionalProperties");
        if (!additional.isBoolean() || additional.asBoolean()) {
            throw no(where, param, context + "'additionalProperties' is required to be supplied and to be false.");
        }
        List<String> missing = Schemas.optional(object);
        if (!missing.isEmpty()) {
            // vercel/ai#6484 (2025-05).
            throw no(
                    where,
                    param,
                    context
                            + "'required' is required to be supplied and to be an array including every key in properties. Missing '%s'."
                                    .formatted(missing.getFirst()));
        }
    }

    private static Refusal no(String where, String param, String why) {
        return OpenAiStandIn.invalid("Invalid schema for %s: %s".formatted(where, why), param, null);
    }
}
