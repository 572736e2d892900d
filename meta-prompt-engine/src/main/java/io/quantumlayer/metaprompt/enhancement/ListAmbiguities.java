package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.prompt.PromptReader;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Asks what a good analyst would ask before work starts: what the request leaves open, and nothing it answers. */
final class ListAmbiguities implements Step {

    private static final WordPattern ATTRIBUTE_TYPES = WordPattern.of(
            "strings?|integers?|decimals?|booleans?|characters|required|optional|mandatory|at (?:least|most)|max\\w*|min\\w*");
    private static final WordPattern DELETION = WordPattern.of("delet\\w+|cascad\\w+|remov\\w+|orphan\\w*");

    private final PromptReader reader;
    private final Targets targets;
    private final Vocabulary vocabulary;
    private final List<AmbiguityRule> rules;

    ListAmbiguities(PromptReader reader, Targets targets, Vocabulary vocabulary, List<AmbiguityRule> rules) {
        this.reader = reader;
        this.targets = targets;
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
        String group = targets.group(draft.type());
        boolean behaviour = vocabulary.namesBehaviour(Text.of(text));
        List<String> questions = new ArrayList<>();
        if (group.equals("server")) {
            questions.addAll(aboutEntities(text, KeptThing.in(reader.read(text).named())));
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

    private static List<String> aboutEntities(String text, List<KeptThing> things) {
        List<String> questions = new ArrayList<>();
        if (things.isEmpty()) {
            questions.add("Which things does it keep, and which attributes does each have?");
        }
        for (KeptThing thing : things) {
            if (thing.attributes().isEmpty()) {
                questions.add("Which attributes has each " + thing.name() + "?");
            } else if (!ATTRIBUTE_TYPES.in(text)) {
                questions.add("Which type and limits has each attribute of " + thing.name() + " ("
                        + String.join(", ", thing.attributes()) + "), and which are required?");
            }
        }
        if (!DELETION.in(text)) {
            KeptThing.relations(things)
                    .forEach(relation -> questions.add("What happens to each " + relation.child() + " of a "
                            + relation.parent() + " that is deleted?"));
        }
        return questions;
    }
}
