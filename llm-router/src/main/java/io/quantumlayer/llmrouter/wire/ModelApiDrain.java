package io.quantumlayer.llmrouter.wire;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the answers that are under way come to their end before the server's connections are closed. */
final class ModelApiDrain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ModelApiDrain.class);

    private final ModelApi api;
    private volatile boolean running;

    ModelApiDrain(ModelApi api) {
        this.api = api;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Returns at once: the phase waits for the callback, as long as its time limit says. */
    @Override
    public void stop(Runnable callback) {
        api.drain();
        Thread.ofVirtual().name("model-api-drain").start(() -> {
            try {
                while (api.calls() > 0) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("{} answers were under way when the drain was interrupted", api.calls());
            }
            running = false;
            callback.run();
        });
    }

    @Override
    public void stop() {
        api.drain();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which stops at {@code DEFAULT_PHASE - 1024}. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 512;
    }
}
