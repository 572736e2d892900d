package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The part of JSON Schema that Claude's structured outputs and strict tools take.
 *
 * <p>Source: "Structured outputs", sections "JSON Schema limitations" and "Schema complexity limits"
 * (platform.claude.com/docs/en/build-with-claude/structured-outputs); the words of the errors: agentjido/req_llm#302,
 * vercel/ai#17268, ghostlobster/memorize-everything#93 (2026-05), elie222/inbox-zero#2662 (2026-05).
 */
final class ClaudeSchema {

    private static final Map<String, Set<String>> UNSUPPORTED = Map.of(
            "string", Set.of("minLength", "maxLength"),
            "integer", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "number", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "array", Set.of("maxItems", "uniqueItems", "contains", "minContains", "maxContains", "prefixItems"),
            "object", Set.of("minProperties", "maxProperties", "patternProperties", "propertyNames"));
    private static final List<String> UNKNOWN =
            List.of("oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas");
    /** Back references, look-around and word boundaries; and counts over a hundred, for which the page gives no number. */
    private static final Pattern COMPLEX = Pattern.compile("\\\\[1-9]|\\(\\?<?[=!]|\\\\b|\\{\\d*,?\\d{3,}}");

    private static final int MOST_OPTIONAL = 24;
    private static final int MOST_UNIONS = 16;

    private ClaudeSchema() {}

    /**
     * Refuses schemas of one request.
     *
     * @param schemas each by the path of the member that holds it
     * @throws NotTaken with the first thing that is wrong
     */
    static void check(Map<String, JsonNode> schemas) {
        List<JsonNode> all = new ArrayList<>();
        schemas.forEach((where, schema) -> Schemas.visit(schema, (each, path) -> {
            all.add(each);
            check(each, where);
        }));
        int optional =
                all.stream().map(Schemas::optional).mapToInt(Collection::size).sum();
        if (optional > MOST_OPTIONAL) {
            throw new NotTaken(
                    ("Schemas contains too many optional parameters (%d), which would make grammar compilation"
                                    + " inefficient. Reduce the number of optional parameters in your tool schemas (limit: %d).")
                            .formatted(optional, MOST_OPTIONAL));
        }
        long unions = all.stream()
                .filter(each -> each.has("anyOf") || each.path("type").isArray())
                .count();
        if (unions > MOST_UNIONS) {
            throw new NotTaken(
                    ("Schemas contains too many parameters with union types (%d parameters with type arrays or anyOf)."
                                    + " This causes exponential compilation cost. Reduce the number of nullable or union-typed"
                                    + " parameters (limit: %d parameters with unions).")
                            .formatted(unions, MOST_UNIONS));
        }
    }

    private static void check(JsonNode schema, String where) {
        String type = Schemas.type(schema);
        Set<String> named = new TreeSet<>(UNSUPPORTED.getOrDefault(type, Set.of()));
        named.retainAll(schema.propertyNames());
        if (!named.isEmpty()) {
            throw new NotTaken("%s: For '%s' type, %s not supported"
                    .formatted(
                            where,
                            type,
                            named.size() == 1
                                    ? "property '" + named.iterator().next() + "' is"
                                    : "properties " + String.join(", ", named) + " are"));
        }
        if (schema.path("minItems").asInt(0) > 1) {
            throw new NotTaken(where + ": For 'array' type, 'minItems' values other than 0 or 1 are not supported");
        }
        if (type.equals("object") && schema.path("additionalProperties").asBoolean(true)) {
            throw new NotTaken(where + ": For 'object' type, 'additionalProperties' must be explicitly set to false");
        }
        for (String keyword : UNKNOWN) {
            if (schema.has(keyword)) {
                throw new NotTaken("%s: Schema type '%s' is not supported".formatted(where, keyword));
            }
        }
        Matcher complex = COMPLEX.matcher(schema.path("pattern").asString(""));
        if (complex.find()) {
            throw new NotTaken("%s: Regex pattern is not supported: %s".formatted(where, schema.path("pattern")));
        }
        if (schema.path("$ref").asString("#").startsWith("http")) {
            throw new NotTaken(where + ": External $ref is not supported");
        }
    }
}
