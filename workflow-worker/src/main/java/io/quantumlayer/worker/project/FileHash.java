package io.quantumlayer.worker.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A file of the delivered project.
 *
 * @param sha256 lower-case hexadecimal digest of the UTF-8 content
 */
public record FileHash(
        @JsonProperty("path") String path,
        @JsonProperty("sha256") String sha256) {}
