package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A text file of a drop.
 *
 * @param path relative, with {@code /}; no {@code ..}, no leading slash
 * @param content UTF-8 text
 */
public record DropFile(
        @JsonProperty("path") String path,
        @JsonProperty("content") String content) {}
