package io.quantumlayer.metaprompt.enhancement;

import java.util.ArrayList;
import java.util.List;

/** Says by what the result will be judged, from what the request states. */
final class AddAcceptanceCriteria implements Step {

    private static final WordPattern OWN_CRITERIA = WordPattern.of("acceptance (?:criteria|criterion|tests?)");

    private final Vocabulary vocabulary;

    AddAcceptanceCriteria(Vocabulary vocabulary) {
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
        if (!vocabulary.namesBehaviour(text)) {
            return new Outcome(draft, "None: the text names no behaviour to judge.");
        }
        List<String> criteria = criteria(Facts.of(text), vocabulary.group(draft.type()));
        return new Outcome(
                draft.note(Section.ACCEPTANCE, criteria), "Added " + criteria.size() + " acceptance criteria.");
    }

    private static List<String> criteria(Facts facts, String group) {
        List<String> criteria = new ArrayList<>();
        criteria.add("Tests show the behaviour on a typical, a boundary and an invalid input.");
        if (!facts.examples().isEmpty()) {
            criteria.add(
                    "Each example found in the request (" + facts.examples().size() + ") is a test.");
        }
        if (!facts.constraints().isEmpty()) {
            criteria.add("Each constraint found in the request ("
                    + facts.constraints().size() + ") has a test that fails when it is broken.");
        }
        facts.entities()
                .forEach(entity -> criteria.add("Of each " + entity.name() + ", "
                        + String.join(", ", entity.attributes()) + " read back as they were written."));
        facts.relations()
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
