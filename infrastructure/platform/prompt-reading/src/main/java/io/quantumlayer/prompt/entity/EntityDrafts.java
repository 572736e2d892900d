package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Entities while their statements are being read; later statements add to earlier ones. */
final class EntityDrafts {

    private final Nouns nouns;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> undescribed = new TreeSet<>();
    private final List<String> assumptions = new ArrayList<>();

    EntityDrafts(Nouns nouns) {
        this.nouns = nouns;
    }

    private static final class Draft {
        final Map<String, Attribute> attributes = new LinkedHashMap<>();
        final Map<String, Reference> references = new LinkedHashMap<>();
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    boolean contains(String name) {
        return drafts.containsKey(name);
    }

    void add(String name) {
        drafts.computeIfAbsent(name, absent -> new Draft());
    }

    void add(String name, Attribute attribute) {
        draft(name).attributes.putIfAbsent(attribute.name(), attribute);
    }

    void refer(String from, String to, boolean required) {
        add(to);
        draft(from).references.putIfAbsent(to, new Reference(to, required && !from.equals(to)));
    }

    /** Whether the noun is the plural of an entity. */
    boolean containsSeveral(String plural) {
        return drafts.containsKey(nouns.singular(plural));
    }

    boolean isDescribed(String name) {
        return drafts.containsKey(name) && !draft(name).attributes.isEmpty();
    }

    /** Whether nothing is said about an entity. */
    boolean isBare(String name) {
        return !isDescribed(name)
                && draft(name).references.isEmpty()
                && drafts.values().stream().noneMatch(other -> other.references.containsKey(name));
    }

    /** Whether the one refers to the other; nouns may stand in the plural. */
    boolean refers(String from, String to) {
        return containsSeveral(from) && draft(nouns.singular(from)).references.containsKey(nouns.singular(to));
    }

    void remove(String name) {
        drafts.remove(name);
    }

    void remove(String name, String attribute) {
        draft(name).attributes.remove(attribute);
    }

    private Draft draft(String name) {
        return drafts.computeIfAbsent(name, absent -> new Draft());
    }

    /** Attributes that are named like an entity, or like its id, become references. */
    List<Entity> finish() {
        drafts.forEach((name, draft) -> {
            for (Attribute attribute : List.copyOf(draft.attributes.values())) {
                String target = nouns.singular(
                        attribute.name().endsWith("_id")
                                ? attribute.name().substring(0, attribute.name().length() - 3)
                                : attribute.name());
                if (drafts.containsKey(target) && !target.equals(name)) {
                    draft.attributes.remove(attribute.name());
                    draft.references.putIfAbsent(target, new Reference(target, attribute.required()));
                }
            }
        });
        drafts.forEach((name, draft) -> {
            // What only links others needs nothing of its own.
            if (draft.attributes.isEmpty()
                    && draft.references.values().stream()
                                    .filter(Reference::required)
                                    .count()
                            < 2) {
                draft.attributes.put("name", new Attribute("name", "string", true, null, null, null, null));
                undescribed.add(name);
                assumptions.add("No attributes are given for " + name.replace('_', ' ') + "; it has a name.");
            }
        });
        breakCycles();
        return drafts.entrySet().stream()
                .map(draft -> new Entity(
                        draft.getKey(),
                        nouns.plural(draft.getKey()),
                        List.copyOf(draft.getValue().attributes.values()),
                        List.copyOf(draft.getValue().references.values())))
                .toList();
    }

    /** Names of the entities that {@link #finish} gave a name for want of attributes. */
    Set<String> undescribed() {
        return undescribed;
    }

    List<String> assumptions() {
        return assumptions;
    }

    private void breakCycles() {
        for (String name : drafts.keySet()) {
            Draft draft = draft(name);
            for (Reference reference : List.copyOf(draft.references.values())) {
                if (reference.required() && reaches(reference.entity(), name)) {
                    draft.references.put(reference.entity(), new Reference(reference.entity(), false));
                    assumptions.add("%s and %s refer to each other; the reference of %s to %s is optional."
                            .formatted(
                                    name.replace('_', ' '),
                                    reference.entity().replace('_', ' '),
                                    name.replace('_', ' '),
                                    reference.entity().replace('_', ' ')));
                }
            }
        }
    }

    private boolean reaches(String from, String to) {
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Reference reference : draft(open.pop()).references.values()) {
                if (reference.required() && reference.entity().equals(to)) {
                    return true;
                }
                if (reference.required() && seen.add(reference.entity())) {
                    open.push(reference.entity());
                }
            }
        }
        return false;
    }
}
