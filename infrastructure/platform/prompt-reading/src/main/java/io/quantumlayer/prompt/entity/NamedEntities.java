package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Entity;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * The entities that a prompt names.
 *
 * @param words words of the prompt that name them
 * @param unread words that say something about an entity in a form that the grammar does not have
 * @param undescribed names of those of which the prompt states no attribute; they have a name
 * @param assumptions what was taken for granted where the prompt is silent
 */
public record NamedEntities(
        List<Entity> entities, BitSet words, BitSet unread, Set<String> undescribed, List<String> assumptions) {}
