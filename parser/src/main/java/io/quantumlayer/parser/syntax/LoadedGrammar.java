package io.quantumlayer.parser.syntax;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;

/**
 * A grammar with its native tables and the names of its symbols, which are the same for every tree.
 *
 * @param kinds names by symbol number
 * @param named whether the symbol is one of the grammar's rules rather than a piece of text
 * @param fields names by field number; the first is empty
 */
record LoadedGrammar(
        Grammar grammar,
        io.github.treesitter.jtreesitter.Language language,
        String[] kinds,
        boolean[] named,
        String[] fields) {

    static LoadedGrammar load(Grammar grammar) {
        io.github.treesitter.jtreesitter.Language language = io.github.treesitter.jtreesitter.Language.load(
                NativeLibraries.load("tree-sitter-" + grammar.id(), Arena.global()), "tree_sitter_" + grammar.id());
        int symbols = language.getSymbolCount();
        String[] kinds = new String[symbols];
        boolean[] named = new boolean[symbols];
        for (int symbol = 0; symbol < symbols; symbol++) {
            String name = language.getSymbolName((short) symbol);
            kinds[symbol] = name == null ? "" : name.intern();
            named[symbol] = language.isNamed((short) symbol);
        }
        String[] fields = IntStream.rangeClosed(0, language.getFieldCount())
                .mapToObj(field -> field == 0 ? "" : String.valueOf(language.getFieldNameForId((short) field)))
                .toArray(String[]::new);
        return new LoadedGrammar(grammar, language, kinds, named, fields);
    }
}
