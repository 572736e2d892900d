package io.quantumlayer.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one process at a time, and one thread of it, put something into a tools directory. */
final class InstallLock implements AutoCloseable {

    // A second FileChannel.lock() in the same JVM throws instead of waiting.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private InstallLock(FileChannel channel) {
        this.channel = channel;
    }

    static InstallLock on(Path directory) {
        THREADS.lock();
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new InstallLock(channel);
        } catch (IOException e) {
            THREADS.unlock();
            throw new UncheckedIOException("Cannot lock " + directory + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            THREADS.unlock();
        }
    }
}
