package io.quantumlayer.worker.sandbox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process runs as. */
final class CurrentUser {

    private static final boolean ROOT = uid() == 0;

    private CurrentUser() {}

    static boolean isRoot() {
        return ROOT;
    }

    private static int uid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
