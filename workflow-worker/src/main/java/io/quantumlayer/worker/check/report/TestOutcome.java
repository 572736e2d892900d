package io.quantumlayer.worker.check.report;

import org.jspecify.annotations.Nullable;

/**
 * A test of a report.
 *
 * @param name as the runner gives it
 * @param message why it failed, or the runner's word for why it shows nothing
 */
public record TestOutcome(
        String name, Result result, @Nullable String message) {

    /** How a test ended. */
    public enum Result {
        PASSED,
        FAILED,
        /** Skipped, to do, or expected to fail: whatever happened, it shows nothing of the code. */
        NO_EVIDENCE
    }

    static TestOutcome passed(String name) {
        return new TestOutcome(name, Result.PASSED, null);
    }

    static TestOutcome failed(String name, @Nullable String message) {
        return new TestOutcome(name, Result.FAILED, message);
    }

    static TestOutcome noEvidence(String name, String word) {
        return new TestOutcome(name, Result.NO_EVIDENCE, word);
    }

    /** Whether it ran and passed. */
    public boolean passed() {
        return result == Result.PASSED;
    }

    /** Whether it ran and failed. */
    public boolean failed() {
        return result == Result.FAILED;
    }
}
