package io.quantumlayer.parser.syntax;

import io.github.treesitter.jtreesitter.Node;
import io.github.treesitter.jtreesitter.Query;
import io.github.treesitter.jtreesitter.QueryCursor;
import io.github.treesitter.jtreesitter.QueryError;
import io.github.treesitter.jtreesitter.Tree;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Patterns compiled for a grammar; one walk over a tree tries all of them. Safe for several threads. */
public final class TreeQuery {

    /** Matches that are under way at once; sources that people write need some dozens. */
    private static final int MOST_AT_ONCE = 1024;

    private final List<QueryPattern> patterns;
    private final Query query;

    private TreeQuery(List<QueryPattern> patterns, Query query) {
        this.patterns = patterns;
        this.query = query;
    }

    static TreeQuery compile(LoadedGrammar grammar, List<QueryPattern> patterns) {
        String source = patterns.stream().map(QueryPattern::source).collect(Collectors.joining("\n"));
        try {
            return new TreeQuery(List.copyOf(patterns), new Query(grammar.language(), source));
        } catch (QueryError e) {
            throw new IllegalArgumentException(faulty(grammar, patterns, e), e);
        }
    }

    /** The error of the whole names a place in it, which nobody knows; the pattern alone fails with a better one. */
    private static String faulty(LoadedGrammar grammar, List<QueryPattern> patterns, QueryError whole) {
        for (QueryPattern pattern : patterns) {
            try {
                new Query(grammar.language(), pattern.source()).close();
            } catch (QueryError e) {
                return "Rule '%s' does not fit the grammar of %s: %s in %s"
                        .formatted(pattern.owner(), grammar.grammar().id(), e.getMessage(), pattern.source());
            }
        }
        return "The rules do not fit the grammar of %s: %s"
                .formatted(grammar.grammar().id(), whole.getMessage());
    }

    List<QueryMatch> run(SyntaxTree tree, Tree nativeTree, Deadline deadline) {
        List<QueryMatch> matches = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                QueryCursor cursor = new QueryCursor(query)) {
            cursor.setMatchLimit(MOST_AT_ONCE);
            Iterator<io.github.treesitter.jtreesitter.QueryMatch> found =
                    cursor.findMatches(nativeTree.getRootNode(), arena, null).iterator();
            while (found.hasNext()) {
                deadline.check();
                io.github.treesitter.jtreesitter.QueryMatch match = found.next();
                QueryPattern pattern = patterns.get(match.patternIndex());
                Map<String, List<SyntaxNode>> captures = new HashMap<>();
                match.captures()
                        .forEach(capture -> captures.computeIfAbsent(capture.name(), name -> new ArrayList<>())
                                .add(nodeOf(tree, capture.node())));
                if (pattern.predicates().stream().allMatch(predicate -> predicate.holds(captures, deadline))) {
                    matches.add(new QueryMatch(pattern, captures));
                }
            }
        }
        return matches;
    }

    private static SyntaxNode nodeOf(SyntaxTree tree, Node node) {
        int from = node.getStartByte() / NodeTable.BYTES_PER_CHARACTER;
        int to = node.getEndByte() / NodeTable.BYTES_PER_CHARACTER;
        return new SyntaxNode(tree, tree.nodes().find(from, to, (char) node.getSymbol()));
    }
}
