package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found.
 *
 * @param rule stable identifier of the rule
 * @param cwe such as {@code CWE-89}; security findings have one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        @JsonProperty("path") String path,
        @JsonProperty("category") Category category,
        @JsonProperty("rule") String rule,
        @JsonProperty("severity") Severity severity,
        @JsonProperty("message") String message,
        @JsonProperty("line") int line,
        @JsonProperty("column") int column,
        @JsonProperty("cwe") @Nullable String cwe,
        @JsonProperty("remediation") @Nullable String remediation) {

    /** What a rule looks for. */
    public enum Category {
        STUB,
        SECURITY,
        PERFORMANCE;

        /** Name on the wire, such as {@code stub}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Finds it by its name on the wire.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Category ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** How much a finding weighs. */
    public enum Severity {
        HIGH,
        MEDIUM,
        LOW;

        /** Name on the wire, such as {@code high}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Finds it by its name on the wire.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Severity ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
