package io.quantumlayer.testsupport.vendor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model reads of a request.
 *
 * @param model name as the vendor knows it
 * @param turns system message first, where there is one
 */
public record Prompt(String model, List<Turn> turns) {

    /** One message; its parts that are no text are left out. */
    public record Turn(String role, String text) {}

    /** Everything that is said, one turn after the other. */
    public String text() {
        return turns.stream().map(Turn::text).collect(Collectors.joining("\n"));
    }

    /** What the assistant said last, or an empty text. */
    String lastSaid() {
        return turns.reversed().stream()
                .filter(turn -> turn.role().equals("assistant"))
                .findFirst()
                .map(Turn::text)
                .orElse("");
    }
}
