package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A file of the project that a run has made, as it stands now.
 *
 * @param sha256 lower-case hexadecimal digest of the content
 * @param size bytes
 * @param stage stage whose drop the file comes from
 */
public record ProjectFile(
        @JsonProperty("path") String path,
        @JsonProperty("sha256") String sha256,
        @JsonProperty("size") long size,
        @JsonProperty("stage") String stage,
        @JsonProperty("drop_id") String dropId) {}
