package io.quantumlayer.testsupport.vendor;

import org.jspecify.annotations.Nullable;

/** Plays the model behind a stand-in: what it says to a conversation, whichever way the vendor has to send it back. */
@FunctionalInterface
public interface Author {

    /** The whole answer; the stand-in cuts it at the limit of the request and puts it into the vendor's form. */
    String answer(Prompt prompt);

    /** Name of the tool that it calls of its own accord, with the answer as its arguments; {@code null} to say the answer. */
    default @Nullable String calls(Prompt prompt) {
        return null;
    }

    /** An author that goes on where the assistant's last turn ended, as models do when a cut answer is put before them. */
    default Author goingOn() {
        return prompt -> {
            String whole = answer(prompt);
            String begun = prompt.lastSaid();
            return !begun.isEmpty() && whole.startsWith(begun) ? whole.substring(begun.length()) : whole;
        };
    }
}
