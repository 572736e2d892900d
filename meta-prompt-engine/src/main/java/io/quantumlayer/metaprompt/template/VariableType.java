package io.quantumlayer.metaprompt.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Types of template variables. */
enum VariableType {
    @JsonProperty("string")
    STRING("a string"),
    @JsonProperty("integer")
    INTEGER("a whole number"),
    @JsonProperty("number")
    NUMBER("a number"),
    @JsonProperty("boolean")
    BOOLEAN("true or false"),
    /** Any JSON object or array; rendered as JSON text without a backtick, so that it cannot end a fenced block. */
    @JsonProperty("json")
    JSON("a JSON object or array");

    private final String description;

    VariableType(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    boolean accepts(Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case JSON -> value instanceof Map<?, ?> || value instanceof List<?>;
        };
    }
}
