package io.quantumlayer.servers;

import java.nio.file.Path;

/** Where programs that were fetched or unpacked are kept. */
public final class Tools {

    private Tools() {}

    /** The directory shared by all builds of this user: {@code quantumlayer/tools} in the XDG cache directory. */
    public static Path cacheDirectory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("quantumlayer").resolve("tools");
    }
}
