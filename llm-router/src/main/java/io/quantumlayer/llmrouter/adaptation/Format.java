package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonTrees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of answer that a request asks for, where its protocol has it.
 *
 * @param outer the top-level member
 * @param inner the member in it, empty where the top-level member is the format itself
 * @param value the format
 */
record Format(String outer, String inner, ObjectNode value) {

    static @Nullable Format of(ModelCall call) {
        return switch (call.protocol()) {
            case OPENAI_CHAT -> of(call, "response_format", "");
            case OPENAI_RESPONSES -> of(call, "text", "format");
            case ANTHROPIC_MESSAGES -> of(call, "output_config", "format");
            case BEDROCK_CONVERSE -> null;
        };
    }

    private static @Nullable Format of(ModelCall call, String outer, String inner) {
        if (!call.body().has(outer)) {
            return null;
        }
        JsonNode value = call.body().value(outer);
        return (inner.isEmpty() ? value : value.path(inner)) instanceof ObjectNode format
                ? new Format(outer, inner, format)
                : null;
    }

    String type() {
        return JsonTrees.text(value, "type");
    }

    private JsonNode place() {
        return inner.isEmpty() ? value.path("json_schema") : value;
    }

    JsonNode schema() {
        return place().path("schema");
    }

    /** The schema beside {@code json_object}, as llama.cpp's server has it. */
    JsonNode object() {
        return value.path("schema");
    }

    /** The name that the caller gives the answer; may be empty. */
    String title() {
        return JsonTrees.text(place(), "name");
    }

    /** Whether the caller wants the model held to the schema, and nothing else. */
    boolean strict() {
        return place().path("strict").booleanValue(false);
    }

    /** The name of the member. */
    String name() {
        return inner.isEmpty() ? outer : outer + "." + inner;
    }

    void write(ModelCall call, ObjectNode schema, boolean loose) {
        if (place() instanceof ObjectNode at) {
            at.set("schema", schema);
            if (loose) {
                at.put("strict", false);
            }
        }
        write(call, value);
    }

    /** Asks for the schema without holding the model to it. */
    void loosen(ModelCall call, ObjectNode schema) {
        if (strict()) {
            write(call, schema, true);
            call.adapted(name());
        }
    }

    void write(ModelCall call, JsonNode format) {
        if (inner.isEmpty()) {
            call.body().set(outer, format);
        } else if (call.body().value(outer) instanceof ObjectNode config) {
            call.body().set(outer, config.set(inner, format));
        }
    }

    void remove(ModelCall call) {
        if (inner.isEmpty() || !(call.body().value(outer) instanceof ObjectNode config) || config.size() < 2) {
            call.body().remove(outer);
        } else {
            config.remove(inner);
            call.body().set(outer, config);
        }
    }
}
