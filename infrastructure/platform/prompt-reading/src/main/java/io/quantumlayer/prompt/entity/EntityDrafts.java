package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Reference;
import java.util.ArrayList;
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

    private Draft draft(String name) {
        return drafts.computeIfAbsent(name, absent -> new Draft());
    }

    /** Attributes that are named like an entity, or like its id, become references. */
    List<Entity> finish() {
        dropContainers();
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
            if (draft.attributes.isEmpty() && draft.references.isEmpty()) {
                draft.attributes.put("name", new Attribute("name", "string", true, null, null, null, null));
                undescribed.add(name);
                assumptions.add("No attributes are given for " + name.replace('_', ' ') + "; it has a name.");
            }
        });
        breakCycles();
        return drafts.entrySet().stream()
                .map(draft -> new Entity(
                        draft.getKey(),
                        plural(draft.getKey()),
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

    private String plural(String name) {
        int last = name.lastIndexOf('_') + 1;
        return name.substring(0, last) + nouns.plural(name.substring(last));
    }

    /** "A blog with posts and comments" is no entity when posts and comments are. */
    private void dropContainers() {
        List<String> containers = drafts.entrySet().stream()
                .filter(draft -> !draft.getValue().attributes.isEmpty()
                        && draft.getValue().references.isEmpty()
                        && draft.getValue().attributes.keySet().stream()
                                .allMatch(name -> nouns.isPlural(name) && drafts.containsKey(nouns.singular(name)))
                        && drafts.values().stream().noneMatch(other -> other.references.containsKey(draft.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        containers.forEach(drafts::remove);
    }

    private void breakCycles() {
        for (String name : drafts.keySet()) {
            Draft draft = draft(name);
            for (Reference reference : List.copyOf(draft.references.values())) {
                if (reference.required() && reaches(reference.entity(), name, new HashSet<>())) {
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

    private boolean reaches(String from, String to, Set<String> seen) {
        return seen.add(from)
                && draft(from).references.values().stream()
                        .filter(Reference::required)
                        .anyMatch(reference -> reference.entity().equals(to) || reaches(reference.entity(), to, seen));
    }
}
