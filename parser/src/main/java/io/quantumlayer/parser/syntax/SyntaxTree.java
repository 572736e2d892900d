package io.quantumlayer.parser.syntax;

import io.github.treesitter.jtreesitter.Tree;
import java.time.Duration;
import java.util.List;

/**
 * The syntax tree of a file. Nodes are numbered in document order and lie in arrays, so a node's subtree is a range of
 * numbers and no walk needs recursion, however deeply a text nests.
 *
 * <p>For one thread. Nodes stay usable after {@link #close}; {@link #matches} does not.
 */
public final class SyntaxTree implements AutoCloseable {

    /** At each node a native query looks through all later siblings; rules balance them, errors hold them in one row. */
    private static final int MOST_IN_ERROR = 500;

    /** A native query cannot be interrupted, and takes time that grows with the square of the depth. */
    private static final int DEEPEST_SEARCHED = 2000;

    private final String text;
    private final SourceLines lines;
    private final LoadedGrammar grammar;
    private final Tree nativeTree;
    private final NodeTable nodes;
    private final Duration parseTime;

    SyntaxTree(String text, LoadedGrammar grammar, Tree nativeTree, NodeTable nodes, Duration parseTime) {
        this.text = text;
        this.lines = new SourceLines(text);
        this.grammar = grammar;
        this.nativeTree = nativeTree;
        this.nodes = nodes;
        this.parseTime = parseTime;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** Language of the text. */
    public Language language() {
        return grammar.grammar().language();
    }

    /** Grammar that the text was read with. */
    public Grammar grammar() {
        return grammar.grammar();
    }

    /** Lines of the text; what follows a final line feed is no line. */
    public int lineCount() {
        return lines.count();
    }

    /** A line, from 1, without its terminator. */
    public String line(int number) {
        return lines.line(number);
    }

    /** Where a character of the text stands. */
    public Position positionAt(int offset) {
        return lines.positionAt(offset);
    }

    /** The node that holds all others. */
    public SyntaxNode root() {
        return new SyntaxNode(this, 0);
    }

    /** Number of nodes, pieces of punctuation included. */
    public int nodeCount() {
        return nodes.count;
    }

    /** Depth of the deepest node; the root's is 1. */
    public int maxDepth() {
        return nodes.maxDepth;
    }

    /** Time from the text to the tree. */
    public Duration parseTime() {
        return parseTime;
    }

    /** Whether the text breaks the grammar anywhere. */
    public boolean hasError() {
        return nodes.hasError;
    }

    /** Whether queries can be run: not on what nests thousands of levels deep or mostly is not of the language. */
    public boolean isSearchable() {
        return nodes.maxDepth <= DEEPEST_SEARCHED && (!nodes.hasError || nodes.largestError() <= MOST_IN_ERROR);
    }

    /** The matches of a query of the same grammar, in document order; none where queries cannot be run. */
    public List<QueryMatch> matches(TreeQuery query, Deadline deadline) {
        return isSearchable() ? query.run(this, nativeTree, deadline) : List.of();
    }

    NodeTable nodes() {
        return nodes;
    }

    LoadedGrammar loadedGrammar() {
        return grammar;
    }

    /** Characters between the start of its line and an offset, surrogates counted on their own. */
    int offsetInLine(int offset) {
        return offset - lines.startOfLine(lines.lineAt(offset));
    }

    int lineAt(int offset) {
        return lines.lineAt(offset);
    }

    @Override
    public void close() {
        nativeTree.close();
    }
}
