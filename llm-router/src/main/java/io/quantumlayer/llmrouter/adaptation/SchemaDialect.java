package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.SchemaForm;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The part of JSON Schema that a vendor's structured output knows.
 *
 * @param keywords that may stay as they are
 * @param formats values of {@code format} that may stay
 * @param closes whether every object must have {@code additionalProperties: false}
 * @param allRequired whether every member of an object must be required
 * @param mostMinItems largest {@code minItems}
 * @param recursive whether a schema may refer to itself
 * @param mostOptional most members that are not required
 * @param mostUnions most members that may have several types
 */
record SchemaDialect(
        Set<String> keywords,
        Set<String> formats,
        boolean closes,
        boolean allRequired,
        int mostMinItems,
        boolean recursive,
        int mostOptional,
        int mostUnions) {

    private static final Set<String> SHAPES =
            Set.of("type", "properties", "required", "items", "enum", "anyOf", "description", "title", "$ref", "$defs");

    /**
     * OpenAI's strict mode: <a href="https://developers.openai.com/api/docs/guides/structured-outputs">Supported
     * schemas</a>.
     */
    private static final SchemaDialect OPENAI = new SchemaDialect(
            and(
                    SHAPES,
                    "additionalProperties",
                    "definitions",
                    "const",
                    "pattern",
                    "format",
                    "multipleOf",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "minItems",
                    "maxItems"),
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"),
            true,
            true,
            Integer.MAX_VALUE,
            true,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    /**
     * Azure's, which knows no limits of values: <a
     * href="https://learn.microsoft.com/azure/ai-foundry/openai/how-to/structured-outputs">Unsupported type-specific
     * keywords</a>.
     */
    private static final SchemaDialect AZURE = new SchemaDialect(
            and(SHAPES, "additionalProperties", "definitions", "const"),
            Set.of(),
            true,
            true,
            0,
            true,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    /**
     * <a href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">JSON Schema limitations</a>. It
     * takes simple patterns; as nobody says which are simple, none is sent, as its own SDK does.
     */
    private static final SchemaDialect ANTHROPIC = new SchemaDialect(
            and(SHAPES, "additionalProperties", "definitions", "const", "allOf", "default", "format", "minItems"),
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"),
            true,
            false,
            1,
            false,
            24,
            16);

    /** <a href="https://ai.google.dev/gemini-api/docs/structured-output">JSON schema support</a>. */
    private static final SchemaDialect GEMINI = new SchemaDialect(
            and(SHAPES, "prefixItems", "format", "minimum", "maximum", "minItems", "maxItems"),
            Set.of("date-time", "date", "time"),
            false,
            false,
            Integer.MAX_VALUE,
            true,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    /** <a href="https://docs.mistral.ai/capabilities/structured-output/custom_structured_output">Custom outputs</a>. */
    private static final SchemaDialect MISTRAL = new SchemaDialect(
            and(SHAPES, "additionalProperties", "definitions", "const", "default"),
            Set.of(),
            true,
            false,
            0,
            true,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    /** The subset behind a form; empty for a form that takes any schema, or none. */
    static Optional<SchemaDialect> of(SchemaForm form) {
        return switch (form) {
            case OPENAI -> Optional.of(OPENAI);
            case AZURE, GROQ -> Optional.of(AZURE);
            case ANTHROPIC -> Optional.of(ANTHROPIC);
            case GEMINI -> Optional.of(GEMINI);
            case MISTRAL -> Optional.of(MISTRAL);
            case ANY, TOOL, JSON_OBJECT_SCHEMA, JSON_OBJECT, PROMPT -> Optional.empty();
        };
    }

    private static Set<String> and(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
