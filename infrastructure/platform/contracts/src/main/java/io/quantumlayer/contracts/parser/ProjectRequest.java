package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Files to analyse together; files that are not source text of the language are left out of the report. */
public record ProjectRequest(
        @JsonProperty("language") String language,
        @JsonProperty("files") List<SourceText> files) {}
