package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong at a place.
 *
 * @param code {@code syntax}, or {@code not_searched}: a warning that most rules could not be run on the file
 * @param line from 1; 0 when the place is the whole file
 * @param column from 1, in characters; 0 when unknown
 * @param snippet the line at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnostic(
        @JsonProperty("path") String path,
        @JsonProperty("severity") Severity severity,
        @JsonProperty("code") String code,
        @JsonProperty("message") String message,
        @JsonProperty("line") int line,
        @JsonProperty("column") int column,
        @JsonProperty("snippet") @Nullable String snippet) {

    /** Whether the file can be used as it is. */
    public enum Severity {
        ERROR,
        WARNING;

        /** Name on the wire, such as {@code error}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
