package io.quantumlayer.llmrouter.exchange;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Watches every buffer: one that nobody has released is told when it is collected. */
final class Leaks implements AutoCloseable {

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    Leaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        told.start();
        log.addAppender(told);
    }

    /** What has leaked since. */
    List<String> found() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
            // Leaks are looked for when a buffer is taken.
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
            PooledByteBufAllocator.DEFAULT.heapBuffer(16).release();
        }
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        log.detachAppender(told);
        ResourceLeakDetector.setLevel(before);
    }
}
