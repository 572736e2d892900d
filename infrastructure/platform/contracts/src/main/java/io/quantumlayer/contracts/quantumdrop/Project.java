package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The project that a run has made, as it stands now.
 *
 * @param name folder at the top of the downloads
 * @param size bytes of all files together
 * @param files sorted by path
 */
public record Project(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("name") String name,
        @JsonProperty("total_files") int totalFiles,
        @JsonProperty("size") long size,
        @JsonProperty("files") List<ProjectFile> files) {}
