package io.quantumlayer.parser.syntax;

import io.github.treesitter.jtreesitter.InputEncoding;
import io.github.treesitter.jtreesitter.ParseCallback;
import io.github.treesitter.jtreesitter.Parser;
import io.github.treesitter.jtreesitter.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Parses text. Safe for several threads: every call has a native parser of its own, whose memory goes with it; making
 * one takes microseconds, while one that is kept would keep the text of every file it has read.
 */
public final class SyntaxParser {

    private static final int CHUNK = 8192;

    private final Map<Grammar, LoadedGrammar> grammars = new EnumMap<>(Grammar.class);

    /**
     * Loads the native libraries.
     *
     * @param nativeDirectory where they can be written and executed from; nothing stays there
     * @throws IllegalStateException when they cannot be loaded
     */
    public SyntaxParser(Path nativeDirectory) {
        NativeLibraries.extractTo(nativeDirectory);
        Arrays.stream(Grammar.values()).forEach(grammar -> grammars.put(grammar, LoadedGrammar.load(grammar)));
    }

    /**
     * Parses a text of any content.
     *
     * @param path decides on the dialect of TypeScript
     * @throws DeadlinePassedException when it takes too long
     */
    public SyntaxTree parse(String path, String text, Language language, Deadline deadline) {
        LoadedGrammar grammar = loaded(Grammar.of(language, path));
        long start = System.nanoTime();
        try (Parser parser = new Parser(grammar.language())) {
            Tree tree = parser.parse(
                            chunks(text), InputEncoding.UTF_16LE, new Parser.Options(state -> deadline.hasPassed()))
                    .orElseGet(() -> {
                        deadline.check();
                        throw new IllegalStateException("tree-sitter made no tree of " + path);
                    });
            try {
                NodeTable nodes = NodeTable.of(tree, deadline);
                return new SyntaxTree(text, grammar, tree, nodes, Duration.ofNanos(System.nanoTime() - start));
            } catch (RuntimeException e) {
                tree.close();
                throw e;
            }
        }
    }

    /** Compiles the patterns of queries for a grammar, to be run together. */
    public TreeQuery compile(Grammar grammar, List<QueryPattern> patterns) {
        return TreeQuery.compile(loaded(grammar), patterns);
    }

    private LoadedGrammar loaded(Grammar grammar) {
        LoadedGrammar loaded = grammars.get(grammar);
        if (loaded == null) {
            throw new IllegalStateException("The grammar of " + grammar + " is not loaded");
        }
        return loaded;
    }

    /** Nothing thrown in here may get out: an exception that passes through native code ends the process. */
    private static ParseCallback chunks(String text) {
        return (offset, point) -> {
            int start = offset / 2;
            if (start < 0 || start >= text.length()) {
                return null;
            }
            int end = Math.min(text.length(), start + CHUNK);
            // A surrogate pair that is cut in two would be read as two unknown characters.
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            return text.substring(start, end);
        };
    }
}
