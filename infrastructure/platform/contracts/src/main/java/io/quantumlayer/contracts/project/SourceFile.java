package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A whole file: the answer of the developer. */
public record SourceFile(
        @JsonProperty("path") String path,
        @JsonProperty("content") String content) {}
