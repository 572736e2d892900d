package io.quantumlayer.prompt;

import io.quantumlayer.prompt.entity.NamedEntities;
import java.util.List;

/**
 * What a prompt states.
 *
 * @param unread what it says about entities in a form that the grammar does not have, the first 50, word for word
 * @param constraints clauses that limit what is made, word for word
 * @param examples clauses that show it, word for word
 */
public record PromptReading(
        NamedEntities named, List<String> unread, List<String> constraints, List<String> examples) {}
