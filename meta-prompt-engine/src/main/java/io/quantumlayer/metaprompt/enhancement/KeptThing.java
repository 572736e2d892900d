package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.prompt.entity.NamedEntities;
import java.util.List;

/**
 * An entity in the words of a reader: what the text says of it, without what was taken for granted.
 *
 * @param attributes as stated; empty where the text states none
 */
record KeptThing(String name, List<String> attributes, List<Relation> relations) {

    /** A thing that belongs to another, or may. */
    record Relation(String child, String parent, boolean required) {}

    static List<KeptThing> in(NamedEntities named) {
        return named.entities().stream()
                .map(entity -> of(entity, named.undescribed().contains(entity.name())))
                .toList();
    }

    static List<Relation> relations(List<KeptThing> things) {
        return things.stream().flatMap(thing -> thing.relations().stream()).toList();
    }

    private static KeptThing of(Entity entity, boolean undescribed) {
        String name = spoken(entity.name());
        return new KeptThing(
                name,
                undescribed
                        ? List.of()
                        : entity.attributes().stream()
                                .map(Attribute::name)
                                .map(KeptThing::spoken)
                                .toList(),
                entity.belongsTo().stream()
                        .map(reference -> new Relation(name, spoken(reference.entity()), reference.required()))
                        .toList());
    }

    private static String spoken(String name) {
        return name.replace('_', ' ');
    }
}
