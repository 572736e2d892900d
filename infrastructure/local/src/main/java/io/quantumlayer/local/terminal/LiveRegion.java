package io.quantumlayer.local.terminal;

import java.util.List;

/** Lines at the bottom of a terminal that are drawn again in place. */
public final class LiveRegion {

    private final Terminal terminal;
    private List<String> drawn = List.of();

    public LiveRegion(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Draws the lines over those drawn before, each cut to the width of the window. */
    public synchronized void draw(List<String> lines) {
        int width = terminal.width();
        List<String> cut = lines.stream().map(line -> Text.cut(line, width)).toList();
        if (cut.equals(drawn)) {
            return;
        }
        StringBuilder output = new StringBuilder();
        if (!drawn.isEmpty()) {
            output.append("\033[").append(drawn.size()).append("A\r");
        }
        for (String line : cut) {
            output.append("\033[2K").append(line).append('\n');
        }
        // What a shorter region leaves below is old.
        output.append("\033[J");
        terminal.out().print(output);
        terminal.out().flush();
        drawn = cut;
    }
}
