package io.quantumlayer.prompt;

import io.quantumlayer.prompt.entity.EntityGrammar;
import io.quantumlayer.prompt.text.QuotedClauses;
import io.quantumlayer.prompt.text.Text;

/** Reads what a prompt states. */
public final class PromptReader {

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
        return new PromptReading(grammar.read(Text.of(prompt)), clauses.constraints(), clauses.examples());
    }
}
