package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.List;

/**
 * What the model says to one request, within its limits.
 *
 * @param cutOff whether it stopped at a limit and not at its end
 * @param promptTokens at four characters each
 * @param tokens written ones, at four characters each
 */
record Speech(String text, boolean cutOff, int promptTokens, int tokens) {

    private static final int CHARACTERS = 4;
    private static final int PIECE = 400;

    /** Everything, or as much as {@code most} tokens hold. */
    static Speech of(Prompt prompt, String whole, int most) {
        int held = (int) Math.min(whole.length(), Math.max(0L, most) * CHARACTERS);
        String text = whole.substring(0, held);
        return new Speech(text, held < whole.length(), tokens(prompt.text()), tokens(text));
    }

    static int tokens(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS);
    }

    /** The text in the pieces in which it is streamed. */
    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); at += PIECE) {
            pieces.add(text.substring(at, Math.min(text.length(), at + PIECE)));
        }
        return pieces;
    }
}
