package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The files of the project and how they hang together: the answer of the architect. */
public record ProjectStructure(
        @JsonProperty("files") List<PlannedFile> files,
        @JsonProperty("entry_points") List<EntryPoint> entryPoints) {

    /**
     * A file to write.
     *
     * @param dependsOn paths of files that must be written before this one
     */
    public record PlannedFile(
            @JsonProperty("path") String path,
            @JsonProperty("kind") FileKind kind,
            @JsonProperty("purpose") String purpose,
            @JsonProperty("depends_on") List<String> dependsOn) {}

    /** What a file is for. */
    public enum FileKind {
        SOURCE,
        TEST,
        BUILD;

        /** Name on the wire, such as {@code source}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Finds it by its name on the wire.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static FileKind ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Where a user of the project comes in.
     *
     * @param signature as the language writes it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryPoint(
            @JsonProperty("file") String file,
            @JsonProperty("symbol") String symbol,
            @JsonProperty("signature") @Nullable String signature) {}
}
