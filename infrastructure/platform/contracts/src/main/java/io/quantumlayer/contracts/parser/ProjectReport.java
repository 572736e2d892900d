package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What the parser says of a project, file by file in the order of the request. */
public record ProjectReport(
        @JsonProperty("language") String language,
        @JsonProperty("files") List<FileReport> files) {}
