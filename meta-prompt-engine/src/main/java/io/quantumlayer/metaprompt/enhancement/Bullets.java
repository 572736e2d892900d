package io.quantumlayer.metaprompt.enhancement;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown lists. */
final class Bullets {

    private Bullets() {}

    /** One line for each item; the empty text when there is none. */
    static String of(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }
}
