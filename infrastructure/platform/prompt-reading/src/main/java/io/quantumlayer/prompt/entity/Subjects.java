package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.entity.NounPhrases.Noun;
import io.quantumlayer.prompt.text.Text;
import org.jspecify.annotations.Nullable;

/** Finds who has or belongs, and remembers it for the statements that go on with "and". */
final class Subjects {

    private final Text text;
    private final NounPhrases phrases;
    private @Nullable Noun subject;

    Subjects(Text text, NounPhrases phrases) {
        this.text = text;
        this.phrases = phrases;
    }

    /** Index of the first modal verb before a verb, or of the verb itself. */
    int withModals(int verb) {
        int first = verb;
        while (first > 0 && phrases.isPlain(first - 1) && NounPhrases.MODALS.contains(text.form(first - 1))) {
            first--;
        }
        return first;
    }

    /** The noun before a verb and its modal verbs; after "and" or a comma, the subject of the statement before. */
    @Nullable
    Noun before(int verb) {
        int to = withModals(verb);
        if (to > 0 && phrases.isPlain(to - 1) && text.sameSentence(to - 1, verb)) {
            Noun noun = phrases.ending(to);
            if (noun != null) {
                subject = noun;
                return noun;
            }
        }
        boolean goesOn = to > 0
                && (text.form(to - 1).equals("and") || text.gapAfter(to - 1).contains(","));
        return goesOn && !text.form(verb).equals("with") && subject != null && text.sameSentence(subject.from(), verb)
                ? subject
                : null;
    }
}
