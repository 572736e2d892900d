package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starting and stopping happen one at a time. The kernel drops the lock of a killed process, so none is left behind.
 */
final class CommandLock implements AutoCloseable {

    private final FileChannel channel;

    private CommandLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else starts or stops the platform.
     *
     * @param purpose what the holder does, for others who wait
     * @param waiting told once, when there is something to wait for
     * @throws CommandFailedException when it is still held after that time
     */
    static CommandLock acquire(Home home, String purpose, Duration patience, Consumer<String> waiting) {
        Instant deadline = Instant.now().plus(patience);
        boolean told = false;
        while (true) {
            Optional<CommandLock> lock = attempt(home, purpose);
            if (lock.isPresent()) {
                return lock.get();
            }
            String holder = holder(home);
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailedException(
                        ExitCode.PLATFORM,
                        "%s holds the lock of %s for too long. End it, then try again.".formatted(holder, home.root()));
            }
            if (!told) {
                waiting.accept("Waiting for " + holder + ".");
                told = true;
            }
            sleep();
        }
    }

    /** The lock, if nobody has it. */
    static Optional<CommandLock> attempt(Home home, String purpose) {
        try {
            FileChannel channel = FileChannel.open(file(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            String holder = "'%s' (process %d)"
                    .formatted(purpose, ProcessHandle.current().pid());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return Optional.of(new CommandLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file(home) + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Home home) {
        try {
            String holder = Files.readString(file(home));
            return holder.isBlank() ? "another ql" : holder;
        } catch (IOException e) {
            return "another ql";
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("command.lock");
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.PLATFORM, "Interrupted while waiting for another ql.");
        }
    }
}
