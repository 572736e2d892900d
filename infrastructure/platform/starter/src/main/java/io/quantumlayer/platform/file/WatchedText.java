package io.quantumlayer.platform.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * What files say together, such as a certificate and its key. Whoever asks gets what they said at most a second ago; files
 * that have become broken, or have gone, leave what they said before.
 */
public final class WatchedText<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedText.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Resource> files;
    private final Function<String, T> read;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long lookedAt;
    private volatile @Nullable T current;
    private String seen = "";
    private String lastFault = "";

    /**
     * @param optional whether they may come later
     * @param read takes the files' texts, one after the other; what it throws names what is wrong
     * @throws RuntimeException if they are broken from the start, or not there and not optional
     */
    public WatchedText(List<Resource> files, boolean optional, Function<String, T> read) {
        this.files = List.copyOf(files);
        this.read = read;
        if (exist() || !optional) {
            look();
        }
        this.lookedAt = System.nanoTime();
    }

    /** Empty as long as there have been no such files. */
    public Optional<T> get() {
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
        if (current == null && !exist()) {
            return;
        }
        try {
            boolean known = current != null;
            if (look()) {
                LOG.info("{} {}", name(), known ? "has changed and is used as it is" : "is used");
            }
            lastFault = "";
        } catch (RuntimeException fault) {
            String message = String.valueOf(fault.getMessage());
            if (!message.equals(lastFault)) {
                lastFault = message;
                LOG.warn("{} is not used; what it said before goes on: {}", name(), message);
            }
        }
    }

    private boolean exist() {
        return files.stream().allMatch(Resource::exists);
    }

    private String name() {
        return files.stream().map(Resource::getDescription).collect(Collectors.joining(" and "));
    }

    /** By content: a mounted file is replaced by a link that keeps size and time. */
    private boolean look() {
        try {
            StringBuilder all = new StringBuilder();
            for (Resource file : files) {
                all.append(file.getContentAsString(StandardCharsets.UTF_8)).append('\n');
            }
            String text = all.toString();
            if (text.equals(seen)) {
                return false;
            }
            current = read.apply(text);
            seen = text;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(name()), e);
        }
    }
}
