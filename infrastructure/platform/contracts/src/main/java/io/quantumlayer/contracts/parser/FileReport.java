package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parser says of one file.
 *
 * @param tests what its runner will report; {@code null} from a parser that does not say
 */
public record FileReport(
        @JsonProperty("path") String path,
        @JsonProperty("diagnostics") List<Diagnostic> diagnostics,
        @JsonProperty("symbols") List<Symbol> symbols,
        @JsonProperty("imports") List<ImportedModule> imports,
        @JsonProperty("metrics") FileMetrics metrics,
        @JsonProperty("findings") List<Finding> findings,
        @JsonProperty("tests") @Nullable List<DeclaredTest> tests) {}
