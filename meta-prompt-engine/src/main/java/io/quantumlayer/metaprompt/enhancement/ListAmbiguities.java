package io.quantumlayer.metaprompt.enhancement;

import java.util.ArrayList;
import java.util.List;

/** Asks what a good analyst would ask before work starts: what the request leaves open, and nothing it answers. */
final class ListAmbiguities implements Step {

    private static final WordPattern ATTRIBUTE_TYPES = WordPattern.of(
            "strings?|integers?|decimals?|booleans?|characters|required|optional|mandatory|at (?:least|most)|max\\w*|min\\w*");
    private static final WordPattern DELETION = WordPattern.of("delet\\w+|cascad\\w+|remov\\w+|orphan\\w*");

    private final Vocabulary vocabulary;
    private final List<AmbiguityRule> rules;

    ListAmbiguities(Vocabulary vocabulary, List<AmbiguityRule> rules) {
        this.vocabulary = vocabulary;
        this.rules = rules;
    }

    @Override
    public String name() {
        return "list_ambiguities";
    }

    @Override
    public Outcome apply(Draft draft) {
        String text = draft.excerpt();
        String group = vocabulary.group(draft.type());
        boolean behaviour = vocabulary.namesBehaviour(text);
        List<String> questions = new ArrayList<>();
        if (group.equals("server")) {
            questions.addAll(aboutEntities(text, Facts.of(text)));
        }
        rules.forEach(rule -> rule.ask(text, group, behaviour).ifPresent(questions::add));
        Draft result = draft.note(Section.QUESTIONS, questions);
        int open = result.notes(Section.QUESTIONS).size();
        String detail = questions.isEmpty()
                ? "The text leaves nothing open that the rules know."
                : "Listed " + (open == 1 ? "one open question" : open + " open questions")
                        + (behaviour ? "." : "; the text names no behaviour.");
        return new Outcome(result, detail);
    }

    private static List<String> aboutEntities(String text, Facts facts) {
        List<String> questions = new ArrayList<>();
        if (facts.entities().isEmpty()) {
            questions.add("Which things does it keep, and which attributes does each have?");
        }
        if (!ATTRIBUTE_TYPES.in(text)) {
            facts.entities()
                    .forEach(entity -> questions.add("Which type and limits has each attribute of " + entity.name()
                            + " (" + String.join(", ", entity.attributes()) + "), and which are required?"));
        }
        if (!DELETION.in(text)) {
            facts.relations()
                    .forEach(relation -> questions.add("What happens to each " + relation.child() + " of a "
                            + relation.parent() + " that is deleted?"));
        }
        return questions;
    }
}
