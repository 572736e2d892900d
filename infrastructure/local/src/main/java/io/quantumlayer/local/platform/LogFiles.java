package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One log per process, for its owner alone; the one before it is kept when it has grown. */
final class LogFiles {

    private static final long LARGE = 10L << 20;

    private final Home home;

    LogFiles(Home home) {
        this.home = home;
    }

    Path of(String name) {
        return home.logs().resolve(name + ".log");
    }

    /** The log for a process that is about to start. */
    Path forStartOf(String name) {
        Path log = of(name);
        try {
            if (Files.exists(log) && Files.size(log) > LARGE) {
                Files.move(log, home.logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(log)) {
                Files.createFile(log, Home.OWNER_ALONE);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rotate " + log + ".", e);
        }
    }
}
