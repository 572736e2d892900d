package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A drop without the text of its artifact. */
record DropRow(
        String id,
        String workflowId,
        String requestId,
        @Nullable String runId,
        String stage,
        String type,
        int version,
        @Nullable String parent,
        @Nullable String idempotencyKey,
        String artifact,
        long artifactSize,
        @Nullable Map<String, Object> metadata,
        boolean stale,
        Instant createdAt) {

    Drop with(String artifactText, List<StoredFile> files) {
        return new Drop(
                id,
                workflowId,
                requestId,
                stage,
                type,
                artifactText,
                metadata,
                createdAt,
                version,
                runId,
                parent,
                stale,
                files);
    }
}
