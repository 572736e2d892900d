package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What the parser says of one file. */
public record FileReport(
        @JsonProperty("path") String path,
        @JsonProperty("diagnostics") List<Diagnostic> diagnostics,
        @JsonProperty("symbols") List<Symbol> symbols,
        @JsonProperty("imports") List<ImportedModule> imports,
        @JsonProperty("metrics") FileMetrics metrics,
        @JsonProperty("findings") List<Finding> findings) {}
