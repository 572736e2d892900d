package io.quantumlayer.llmrouter.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a second target when the first one is slow, for a share of the calls at most. */
public final class Hedge {

    /** A burst of this many hedges is saved up at most, in hundredths. */
    private static final long SAVED = 1000;

    private final Duration after;
    private final int percent;
    private final AtomicLong hundredths = new AtomicLong();

    Hedge(Duration after, int percent) {
        this.after = after;
        this.percent = percent;
    }

    /** How long the first target is waited for. */
    public Duration after() {
        return after;
    }

    /** Counts a call, which earns its share of a hedge. */
    public void earn() {
        hundredths.updateAndGet(saved -> Math.min(SAVED, saved + percent));
    }

    /** Whether a hedge may be spent now; then it is. */
    public boolean spend() {
        return hundredths.getAndUpdate(saved -> saved >= 100 ? saved - 100 : saved) >= 100;
    }
}
