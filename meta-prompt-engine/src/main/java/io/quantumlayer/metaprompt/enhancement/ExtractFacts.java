package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.prompt.PromptReader;
import io.quantumlayer.prompt.PromptReading;
import java.util.ArrayList;
import java.util.List;

/** Puts the entities, constraints and examples that the text states into a list. */
final class ExtractFacts implements Step {

    private final PromptReader reader;

    ExtractFacts(PromptReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "extract_facts";
    }

    @Override
    public Outcome apply(Draft draft) {
        PromptReading reading = reader.read(draft.excerpt());
        List<KeptThing> things = KeptThing.in(reading.named());
        List<KeptThing.Relation> relations = KeptThing.relations(things);
        List<String> notes = new ArrayList<>();
        things.forEach(thing -> notes.add("Entity " + thing.name()
                + (thing.attributes().isEmpty() ? "" : ": " + String.join(", ", thing.attributes()))));
        relations.forEach(relation -> notes.add("Relation: " + relation.child() + " belongs to " + relation.parent()
                + (relation.required() ? "" : ", or to none")));
        reading.unread().forEach(words -> notes.add("Not understood: " + words));
        reading.constraints().forEach(clause -> notes.add("Constraint: " + clause));
        reading.examples().forEach(clause -> notes.add("Example: " + clause));
        String detail = notes.isEmpty()
                ? "The text states no entity, constraint or example."
                : "Listed what the text states: entities %d, relations %d, constraints %d, examples %d."
                        .formatted(
                                things.size(),
                                relations.size(),
                                reading.constraints().size(),
                                reading.examples().size());
        return new Outcome(draft.note(Section.FACTS, notes), detail);
    }
}
