package io.quantumlayer.agents.task;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls of a model may be under way in this process, and from when on: half as many after a rate limit or a
 * time-out, one more after as many answers as there are places. Time is that of {@link System#nanoTime()}.
 */
final class Pace {

    private static final int MOST = 64;

    private int places = MOST;
    private int open;
    private int answers;
    private int slowedDown;
    private long closedUntil = System.nanoTime();

    /** The paces of all models, by the name that callers give them. */
    static final class Paces {

        private final Map<String, Pace> paces = new ConcurrentHashMap<>();

        Pace of(String model) {
            return paces.computeIfAbsent(model, name -> new Pace());
        }
    }

    /** Waits until the model may be asked. */
    synchronized Place enter() throws InterruptedException {
        while (true) {
            long pause = closedUntil - System.nanoTime();
            if (pause > 0) {
                wait(Math.max(1, Duration.ofNanos(pause).toMillis()));
            } else if (open >= places) {
                wait();
            } else {
                open++;
                return new Place(slowedDown);
            }
        }
    }

    /** Calls that may be under way at once. */
    synchronized int places() {
        return places;
    }

    private synchronized void answered() {
        open--;
        if (++answers >= places && places < MOST) {
            places++;
            answers = 0;
        }
        notifyAll();
    }

    private synchronized void left() {
        open--;
        notifyAll();
    }

    /** Calls that were begun together are limited together, and halve the places once. */
    private synchronized void slower(Place place, Duration pause) {
        if (place.begun == slowedDown) {
            places = Math.max(1, Math.min(places, open) / 2);
            slowedDown++;
            answers = 0;
        }
        open--;
        long until = System.nanoTime() + pause.toNanos();
        if (until - closedUntil > 0) {
            closedUntil = until;
        }
        notifyAll();
    }

    /** The place of a call; ends exactly once. */
    final class Place {

        private final int begun;

        private Place(int begun) {
            this.begun = begun;
        }

        /** The model answered. */
        void answer() {
            answered();
        }

        /** The call ended in a way that says nothing about the pace. */
        void leave() {
            left();
        }

        /** The model wants fewer calls, and none before the pause is over. */
        void slowDown(Duration pause) {
            slower(this, pause);
        }
    }
}
