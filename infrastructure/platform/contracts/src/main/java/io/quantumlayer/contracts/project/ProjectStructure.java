package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of the project and how they hang together: the answer of the architect. */
public record ProjectStructure(
        @JsonProperty("files") List<PlannedFile> files,
        @JsonProperty("entry_points") List<EntryPoint> entryPoints) {

    /**
     * A file to write.
     *
     * @param kind source, test or build
     * @param dependsOn paths of files that must be written before this one
     */
    public record PlannedFile(
            @JsonProperty("path") String path,
            @JsonProperty("kind") String kind,
            @JsonProperty("purpose") String purpose,
            @JsonProperty("depends_on") List<String> dependsOn) {}

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
