package io.quantumlayer.worker.sandbox;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode of the shell; of no meaning unless it has exited
 * @param output standard output and error as they came, cut in the middle at the limit
 */
public record Execution(Ending ending, int exitCode, String output, Duration wall) {

    /** Ways to end. */
    public enum Ending {
        EXITED,
        TIMED_OUT,
        /** Its processes together held more memory than they may. */
        MEMORY,
        /** It printed sixteen times what is kept. */
        OUTPUT,
        CANCELED
    }

    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode == 0;
    }
}
