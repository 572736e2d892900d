package io.quantumlayer.llmrouter.adaptation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Says what a vendor would refuse in a schema, by the vendor's documents and what its users report. */
enum VendorSubset {
    /** https://developers.openai.com/api/docs/guides/structured-outputs, of strict schemas. */
    OPENAI {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            strictObject(schema, at, faults);
            none(
                    schema,
                    at,
                    faults,
                    "oneOf",
                    "allOf",
                    "not",
                    "if",
                    "then",
                    "else",
                    "dependentRequired",
                    "dependentSchemas");
            none(
                    schema,
                    at,
                    faults,
                    "minLength",
                    "maxLength",
                    "uniqueItems",
                    "contains",
                    "patternProperties",
                    "default");
            if (at.isEmpty() && (!schema.path("type").asString("").equals("object") || schema.has("anyOf"))) {
                faults.add("the root must be an object and not anyOf");
            }
        }
    },
    /** https://learn.microsoft.com/azure/ai-foundry/openai/how-to/structured-outputs. */
    AZURE {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            OPENAI.check(schema, at, faults);
            none(schema, at, faults, "pattern", "format", "minimum", "maximum", "multipleOf", "minItems", "maxItems");
        }
    },
    /** https://platform.claude.com/docs/en/build-with-claude/structured-outputs. */
    ANTHROPIC {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            boolean object = schema.path("type").asString("").equals("object");
            if (object && !schema.path("additionalProperties").equals(BooleanNode.FALSE)) {
                faults.add(at + ": For 'object' type, 'additionalProperties' must be explicitly set to false");
            }
            none(schema, at, faults, "minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum");
            none(
                    schema,
                    at,
                    faults,
                    "minLength",
                    "maxLength",
                    "pattern",
                    "maxItems",
                    "uniqueItems",
                    "oneOf",
                    "$schema");
            if (schema.has("minItems") && schema.path("minItems").asInt() > 1) {
                faults.add(at + ": minItems over 1");
            }
        }
    },
    /** https://ai.google.dev/gemini-api/docs/structured-output. */
    GEMINI {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            Set<String> known = Set.of(
                    "type",
                    "title",
                    "description",
                    "properties",
                    "required",
                    "enum",
                    "format",
                    "minimum",
                    "maximum",
                    "items",
                    "prefixItems",
                    "minItems",
                    "maxItems",
                    "anyOf",
                    "$ref",
                    "$defs");
            schema.propertyNames().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> faults.add(at + ": Unknown name \"" + name + "\""));
        }
    },
    /** https://console.groq.com/docs/structured-outputs, strict or not; limits of lists by i-am-bee/beeai-framework#1215. */
    GROQ {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            none(schema, at, faults, "pattern", "minLength", "minItems", "maxItems", "minimum", "$schema", "oneOf");
        }
    },
    /** https://docs.mistral.ai/capabilities/structured-output/custom_structured_output: closed objects. */
    MISTRAL {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            if (schema.path("type").asString("").equals("object")
                    && schema.path("additionalProperties").asBoolean(true)) {
                faults.add(at + ": additionalProperties must be false");
            }
            none(schema, at, faults, "pattern", "minLength", "minItems", "minimum", "$schema", "oneOf");
        }
    };

    abstract void check(JsonNode schema, String at, List<String> faults);

    List<String> faults(JsonNode schema) {
        List<String> faults = new ArrayList<>();
        walk(schema, "", faults);
        return faults;
    }

    private void walk(JsonNode schema, String at, List<String> faults) {
        check(schema, at, faults);
        for (String byName : List.of("properties", "$defs", "definitions")) {
            schema.path(byName).properties().forEach(each -> walk(each.getValue(), at + "/" + each.getKey(), faults));
        }
        for (String list : List.of("anyOf", "oneOf", "allOf", "prefixItems")) {
            schema.path(list).forEach(each -> walk(each, at + "/" + list, faults));
        }
        if (schema.path("items").isObject()) {
            walk(schema.path("items"), at + "/items", faults);
        }
    }

    private static void none(JsonNode schema, String at, List<String> faults, String... names) {
        for (String name : names) {
            if (schema.has(name)) {
                faults.add("%s: '%s' is not permitted".formatted(at, name));
            }
        }
    }

    private static void strictObject(JsonNode schema, String at, List<String> faults) {
        if (!schema.path("type").asString("").equals("object")) {
            return;
        }
        if (schema.path("additionalProperties").asBoolean(true)) {
            faults.add(at + ": 'additionalProperties' is required to be supplied and to be false");
        }
        for (String name : schema.path("properties").propertyNames()) {
            boolean required = false;
            for (JsonNode each : schema.path("required")) {
                required |= each.asString().equals(name);
            }
            if (!required) {
                faults.add("%s: 'required' is required to include every key, missing '%s'".formatted(at, name));
            }
        }
    }
}
