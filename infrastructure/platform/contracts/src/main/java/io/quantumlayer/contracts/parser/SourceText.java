package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A file to analyse. */
public record SourceText(
        @JsonProperty("path") String path,
        @JsonProperty("code") String code) {}
