package io.quantumlayer.worker.sandbox;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to run.
 *
 * @param shell run by {@code sh} in the project's folder
 * @param files the project; it is gone when the command has ended
 * @param cache directory seen as {@code /cache}, of the host or where {@link Sandbox#cache} says, or {@code null}
 * @param writableCache whether the command may write there
 * @param timeout wall-clock time
 */
public record Command(
        String shell,
        List<DropFile> files,
        Map<String, String> environment,
        @Nullable Path cache,
        boolean writableCache,
        Duration timeout) {}
