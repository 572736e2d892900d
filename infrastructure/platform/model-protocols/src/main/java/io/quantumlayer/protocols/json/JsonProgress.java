package io.quantumlayer.protocols.json;

/** How far an object or array has come that arrives in pieces. */
public final class JsonProgress {

    private int depth;
    private boolean begun;
    private boolean inText;
    private boolean escaped;

    /** Takes the next piece. */
    public void add(String piece) {
        piece.chars().forEach(this::scan);
    }

    private void scan(int c) {
        if (inText) {
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            begun = true;
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    /** Whether it has come to its end. */
    public boolean isWhole() {
        return begun && depth <= 0;
    }
}
