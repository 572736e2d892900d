package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A file as a drop lists it.
 *
 * @param sha256 lower-case hexadecimal digest of the content
 * @param size bytes
 */
public record StoredFile(
        @JsonProperty("path") String path,
        @JsonProperty("sha256") String sha256,
        @JsonProperty("size") long size) {}
