package io.quantumlayer.local.platform;

import io.quantumlayer.local.terminal.Text;
import java.time.Duration;
import java.time.Instant;

/**
 * One line of the start's report.
 *
 * @param step what it is about, such as {@code temporal}
 * @param state {@code working}, {@code ready}, {@code warning} or {@code failed}
 * @param text for the user
 * @param done part of the total, 0 when there is nothing to count
 * @param total 0 when there is nothing to count
 * @param unit of done and total: {@code bytes} or {@code services}
 */
record StartEvent(String step, State state, String text, long done, long total, Unit unit) {

    enum State {
        WORKING,
        READY,
        WARNING,
        FAILED
    }

    enum Unit {
        NONE,
        BYTES,
        SERVICES
    }

    static StartEvent working(String step, String text) {
        return new StartEvent(step, State.WORKING, text, 0, 0, Unit.NONE);
    }

    static StartEvent ready(String step, String text) {
        return new StartEvent(step, State.READY, text, 0, 0, Unit.NONE);
    }

    static StartEvent ready(String step, String text, Instant since) {
        return ready(step, "%s (%s)".formatted(text, Text.seconds(Duration.between(since, Instant.now()))));
    }

    static StartEvent warning(String step, String text) {
        return new StartEvent(step, State.WARNING, text, 0, 0, Unit.NONE);
    }

    static StartEvent counted(String step, String text, long done, long total) {
        return new StartEvent(step, done == total ? State.READY : State.WORKING, text, done, total, Unit.SERVICES);
    }
}
