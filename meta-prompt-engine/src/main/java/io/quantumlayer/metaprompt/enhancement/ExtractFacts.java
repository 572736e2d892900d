package io.quantumlayer.metaprompt.enhancement;

import java.util.ArrayList;
import java.util.List;

/** Puts the entities, constraints and examples that the text states into a list. */
final class ExtractFacts implements Step {

    @Override
    public String name() {
        return "extract_facts";
    }

    @Override
    public Outcome apply(Draft draft) {
        Facts facts = Facts.of(draft.excerpt());
        List<String> notes = new ArrayList<>();
        facts.entities()
                .forEach(
                        entity -> notes.add("Entity " + entity.name() + ": " + String.join(", ", entity.attributes())));
        facts.relations()
                .forEach(relation -> notes.add("Relation: " + relation.child() + " belongs to " + relation.parent()));
        facts.constraints().forEach(clause -> notes.add("Constraint: " + clause));
        facts.examples().forEach(clause -> notes.add("Example: " + clause));
        String detail = facts.isEmpty()
                ? "The text states no entity, constraint or example."
                : "Listed what the text states: entities %d, relations %d, constraints %d, examples %d."
                        .formatted(
                                facts.entities().size(),
                                facts.relations().size(),
                                facts.constraints().size(),
                                facts.examples().size());
        return new Outcome(draft.note(Section.FACTS, notes), detail);
    }
}
