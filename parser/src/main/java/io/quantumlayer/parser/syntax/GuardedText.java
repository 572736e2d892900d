package io.quantumlayer.parser.syntax;

/**
 * A part of a text that a regular expression stops reading when the deadline passes: matching itself cannot be
 * interrupted. Nothing is copied.
 */
final class GuardedText implements CharSequence {

    private static final int READS_BETWEEN_CHECKS = 1 << 16;

    private final String text;
    private final int start;
    private final int end;
    private final Deadline deadline;
    private int reads;

    GuardedText(String text, int start, int end, Deadline deadline) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.deadline = deadline;
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        if (++reads % READS_BETWEEN_CHECKS == 0) {
            deadline.check();
        }
        return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new GuardedText(text, start + from, start + to, deadline);
    }

    @Override
    public String toString() {
        return text.substring(start, end);
    }
}
