package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found.
 *
 * @param category stub, security or performance
 * @param rule stable identifier of the rule
 * @param severity high, medium or low
 * @param cwe such as {@code CWE-89}; security findings have one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        @JsonProperty("path") String path,
        @JsonProperty("category") String category,
        @JsonProperty("rule") String rule,
        @JsonProperty("severity") String severity,
        @JsonProperty("message") String message,
        @JsonProperty("line") int line,
        @JsonProperty("column") int column,
        @JsonProperty("cwe") @Nullable String cwe,
        @JsonProperty("remediation") @Nullable String remediation) {}
