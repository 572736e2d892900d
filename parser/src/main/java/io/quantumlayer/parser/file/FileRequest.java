package io.quantumlayer.parser.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A file to look at.
 *
 * @param language name or alias; may be missing when the file name tells it
 * @param filename decides on the dialect of TypeScript too, and whether the file is a test
 */
record FileRequest(
        @JsonProperty("code") @NotNull(message = "must be there; send the text of the file")
        String code,

        @JsonProperty("language") @Nullable String language,
        @JsonProperty("filename") @Nullable String filename) {

    String path() {
        return filename == null || filename.isBlank() ? "input" : filename;
    }
}
