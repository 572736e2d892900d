package io.quantumlayer.parser.syntax;

/** A text that a regular expression stops reading when the deadline passes: matching itself cannot be interrupted. */
final class GuardedText implements CharSequence {

    private static final int READS_BETWEEN_CHECKS = 1 << 16;

    private final String text;
    private final Deadline deadline;
    private int reads;

    GuardedText(String text, Deadline deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads % READS_BETWEEN_CHECKS == 0) {
            deadline.check();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new GuardedText(text.substring(start, end), deadline);
    }

    @Override
    public String toString() {
        return text;
    }
}
