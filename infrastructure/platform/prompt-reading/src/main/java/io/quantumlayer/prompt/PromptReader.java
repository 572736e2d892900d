package io.quantumlayer.prompt;

import io.quantumlayer.prompt.entity.EntityGrammar;
import io.quantumlayer.prompt.entity.NamedEntities;
import io.quantumlayer.prompt.text.QuotedClauses;
import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads what a prompt states. */
public final class PromptReader {

    private static final int MOST_UNREAD = 50;

    private final EntityGrammar grammar;

    private PromptReader(EntityGrammar grammar) {
        this.grammar = grammar;
    }

    /** Reads the word lists that the module brings along. */
    public static PromptReader load() {
        return new PromptReader(EntityGrammar.load());
    }

    /** Reads a prompt. */
    public PromptReading read(String prompt) {
        QuotedClauses clauses = QuotedClauses.of(prompt);
        Text text = Text.of(prompt);
        NamedEntities named = grammar.read(text);
        return new PromptReading(named, unread(text, named.unread()), clauses.constraints(), clauses.examples());
    }

    private static List<String> unread(Text text, BitSet words) {
        List<String> unread = new ArrayList<>();
        for (int from = words.nextSetBit(0);
                from >= 0 && unread.size() < MOST_UNREAD;
                from = words.nextSetBit(words.nextClearBit(from))) {
            unread.add(text.excerpt(from, words.nextClearBit(from)));
        }
        return unread;
    }
}
