package io.quantumlayer.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file of keys says. Whoever asks gets what the file said at most a second ago; one that has become broken, or has
 * gone, leaves what it said before.
 */
final class WatchedKey<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKey.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KeyFile key;
    private final Function<String, T> read;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long lookedAt;
    private volatile @Nullable T current;
    private String seen = "";
    private String lastFault = "";

    /**
     * @param read takes the file's text; what it throws names what is wrong
     * @throws RuntimeException if the file is broken from the start, or not there and not optional
     */
    WatchedKey(KeyFile key, Function<String, T> read) {
        this.key = key;
        this.read = read;
        if (key.exists() || !key.optional()) {
            look();
        }
        this.lookedAt = System.nanoTime();
    }

    /** Empty as long as there has been no such file. */
    Optional<T> get() {
        if (System.nanoTime() - lookedAt > PAUSE_NANOS && looking.tryLock()) {
            try {
                lookAgain();
            } finally {
                lookedAt = System.nanoTime();
                looking.unlock();
            }
        }
        return Optional.ofNullable(current);
    }

    private void lookAgain() {
        if (current == null && !key.exists()) {
            return;
        }
        try {
            boolean known = current != null;
            if (look()) {
                LOG.info("{} {}", key.file().getDescription(), known ? "has changed and is used as it is" : "is used");
            }
            lastFault = "";
        } catch (RuntimeException fault) {
            String message = String.valueOf(fault.getMessage());
            if (!message.equals(lastFault)) {
                lastFault = message;
                LOG.warn(
                        "{} is not used; what it said before goes on: {}",
                        key.file().getDescription(),
                        message);
            }
        }
    }

    /** By content: a mounted file is replaced by a link that keeps size and time. */
    private boolean look() {
        try {
            String text = key.file().getContentAsString(StandardCharsets.US_ASCII);
            if (text.equals(seen)) {
                return false;
            }
            current = read.apply(text);
            seen = text;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be read".formatted(key.file().getDescription()), e);
        }
    }
}
