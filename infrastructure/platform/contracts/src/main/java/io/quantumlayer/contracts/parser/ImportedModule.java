package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An import.
 *
 * @param module what is imported, as written
 * @param origin standard_library, project, or package
 */
public record ImportedModule(
        @JsonProperty("module") String module,
        @JsonProperty("origin") String origin,
        @JsonProperty("line") int line) {}
