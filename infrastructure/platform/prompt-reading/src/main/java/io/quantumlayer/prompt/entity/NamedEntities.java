package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Entity;
import java.util.BitSet;
import java.util.List;

/**
 * The entities that a prompt names.
 *
 * @param words words of the prompt that name them
 * @param assumptions what was taken for granted where the prompt is silent
 */
public record NamedEntities(List<Entity> entities, BitSet words, List<String> assumptions) {}
