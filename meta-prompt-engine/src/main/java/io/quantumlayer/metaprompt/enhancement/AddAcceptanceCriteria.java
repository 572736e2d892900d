package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.prompt.PromptReader;
import io.quantumlayer.prompt.PromptReading;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Says by what the result will be judged, from what the request states. */
final class AddAcceptanceCriteria implements Step {

    private static final WordPattern OWN_CRITERIA = WordPattern.of("acceptance (?:criteria|criterion|tests?)");

    private final PromptReader reader;
    private final Targets targets;
    private final Vocabulary vocabulary;

    AddAcceptanceCriteria(PromptReader reader, Targets targets, Vocabulary vocabulary) {
        this.reader = reader;
        this.targets = targets;
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "add_acceptance_criteria";
    }

    @Override
    public Outcome apply(Draft draft) {
        String text = draft.excerpt();
        if (OWN_CRITERIA.in(text)) {
            return new Outcome(draft, "The text has acceptance criteria of its own.");
        }
        if (!vocabulary.namesBehaviour(Text.of(text))) {
            return new Outcome(draft, "None: the text names no behaviour to judge.");
        }
        List<String> criteria = criteria(reader.read(text), targets.group(draft.type()));
        return new Outcome(
                draft.note(Section.ACCEPTANCE, criteria), "Added " + criteria.size() + " acceptance criteria.");
    }

    private static List<String> criteria(PromptReading reading, String group) {
        List<String> criteria = new ArrayList<>();
        criteria.add("Tests show the behaviour on a typical, a boundary and an invalid input.");
        if (!reading.examples().isEmpty()) {
            criteria.add(
                    "Each example found in the request (" + reading.examples().size() + ") is a test.");
        }
        if (!reading.constraints().isEmpty()) {
            criteria.add("Each constraint found in the request ("
                    + reading.constraints().size() + ") has a test that fails when it is broken.");
        }
        List<KeptThing> things = KeptThing.in(reading.named());
        things.stream()
                .filter(thing -> !thing.attributes().isEmpty())
                .forEach(thing -> criteria.add("Of each " + thing.name() + ", " + String.join(", ", thing.attributes())
                        + " read back as they were written."));
        KeptThing.relations(things)
                .forEach(relation -> criteria.add(
                        "A " + relation.child() + " of a " + relation.parent() + " that does not exist is refused."));
        switch (group) {
            case "server" -> criteria.add("Each operation has one accepted and one refused request in its tests.");
            case "command" -> criteria.add("Tests check output and exit code of one good and one bad call.");
            case "screen" -> criteria.add("Each interaction has a test that starts from what the user sees.");
            default -> {}
        }
        return criteria;
    }
}
