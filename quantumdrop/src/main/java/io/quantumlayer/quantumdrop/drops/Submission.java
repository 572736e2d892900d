package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.quantumdrop.blobs.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A drop that was checked and is ready to be stored.
 *
 * @param metadata as JSON
 * @param files by path
 */
record Submission(NewDrop drop, Blob artifact, @Nullable String metadata, SortedMap<String, Blob> files) {

    List<Blob> blobs() {
        List<Blob> blobs = new ArrayList<>(files.values());
        blobs.add(artifact);
        return blobs;
    }

    List<StoredFile> storedFiles() {
        return files.entrySet().stream()
                .map(file -> new StoredFile(
                        file.getKey(), file.getValue().sha256(), file.getValue().bytes().length))
                .toList();
    }

    @Nullable
    String id() {
        return named(drop.id());
    }

    @Nullable
    String idempotencyKey() {
        return named(drop.idempotencyKey());
    }

    String requestId() {
        return drop.requestId() == null ? "" : drop.requestId();
    }

    private static @Nullable String named(@Nullable String name) {
        return name == null || name.isBlank() ? null : name;
    }
}
