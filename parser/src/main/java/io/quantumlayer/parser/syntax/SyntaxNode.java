package io.quantumlayer.parser.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A node of a syntax tree.
 *
 * @param number its place in document order
 */
public record SyntaxNode(SyntaxTree tree, int number) {

    /** Name of the grammar's rule, or the text itself for punctuation and keywords. */
    public String kind() {
        int symbol = tree.nodes().symbol[number];
        return symbol == NodeTable.ERROR_SYMBOL ? "ERROR" : tree.loadedGrammar().kinds()[symbol];
    }

    /** Whether it is of one of the kinds. */
    public boolean is(Set<String> kinds) {
        return kinds.contains(kind());
    }

    /** Whether it is of the kind. */
    public boolean is(String kind) {
        return kind().equals(kind);
    }

    /** Whether one of the grammar's rules made it; punctuation and keywords are not named. */
    public boolean named() {
        int symbol = tree.nodes().symbol[number];
        return symbol == NodeTable.ERROR_SYMBOL || tree.loadedGrammar().named()[symbol];
    }

    /** Whether the text here fits no rule. */
    public boolean isError() {
        return tree.nodes().symbol[number] == NodeTable.ERROR_SYMBOL;
    }

    /** Whether the parser put it in where the text lacks it. */
    public boolean isMissing() {
        return tree.nodes().missing[number];
    }

    /** First character. */
    public int start() {
        return tree.nodes().start[number];
    }

    /** Character after the last. */
    public int end() {
        return tree.nodes().end[number];
    }

    /** The text it covers. */
    public String text() {
        return tree.text().substring(start(), end());
    }

    /** The first characters of its text: what stands for a whole class may be long. */
    public String head(int length) {
        return tree.text().substring(start(), Math.min(end(), start() + length));
    }

    /** Where it starts. */
    public Position position() {
        return tree.positionAt(start());
    }

    /** Line it starts on, from 1. */
    public int line() {
        return tree.lineAt(start());
    }

    /** Line of its last character, from 1. */
    public int endLine() {
        return tree.lineAt(Math.max(start(), end() - 1));
    }

    /** The node it is a child of; empty for the root. */
    public Optional<SyntaxNode> parent() {
        int parent = tree.nodes().parent[number];
        return parent < 0 ? Optional.empty() : Optional.of(new SyntaxNode(tree, parent));
    }

    /** The nodes around it, the nearest first. */
    public Stream<SyntaxNode> ancestors() {
        int[] parents = tree.nodes().parent;
        return IntStream.iterate(parents[number], node -> node >= 0, node -> parents[node])
                .mapToObj(node -> new SyntaxNode(tree, node));
    }

    /** Name of the field that it is in its parent; empty without one. */
    public String field() {
        return tree.loadedGrammar().fields()[tree.nodes().field[number]];
    }

    /** The first child in a field. */
    public Optional<SyntaxNode> child(String field) {
        return children().stream().filter(child -> child.field().equals(field)).findFirst();
    }

    /** All direct children. */
    public List<SyntaxNode> children() {
        int[] next = tree.nodes().next;
        List<SyntaxNode> children = new ArrayList<>();
        for (int child = number + 1; child < next[number]; child = next[child]) {
            children.add(new SyntaxNode(tree, child));
        }
        return children;
    }

    /** The direct children that are named and no comments. */
    public List<SyntaxNode> namedChildren() {
        return children().stream()
                .filter(child -> child.named() && !child.is(NodeKinds.COMMENTS))
                .toList();
    }

    /** The sibling before it. */
    public Optional<SyntaxNode> previousSibling() {
        int[] parents = tree.nodes().parent;
        int before = number - 1;
        while (before >= 0 && before != parents[number] && parents[before] != parents[number]) {
            before = parents[before];
        }
        return before < 0 || before == parents[number] ? Optional.empty() : Optional.of(new SyntaxNode(tree, before));
    }

    /** The nodes below it in document order. */
    public Stream<SyntaxNode> descendants() {
        return IntStream.range(number + 1, tree.nodes().next[number]).mapToObj(node -> new SyntaxNode(tree, node));
    }

    /** The nodes below it in document order, without what lies in nodes that are turned away; those are left out too. */
    public Stream<SyntaxNode> descendantsOutside(Set<String> kinds) {
        int end = tree.nodes().next[number];
        return IntStream.iterate(
                        firstOutside(number + 1, end, kinds),
                        node -> node < end,
                        node -> firstOutside(node + 1, end, kinds))
                .mapToObj(node -> new SyntaxNode(tree, node));
    }

    private int firstOutside(int from, int end, Set<String> kinds) {
        int node = from;
        while (node < end && new SyntaxNode(tree, node).is(kinds)) {
            node = tree.nodes().next[node];
        }
        return node;
    }

    /** Number of nodes from it to the last one below it. */
    public int subtreeSize() {
        return tree.nodes().next[number] - number;
    }

    /** Whether it has no children. */
    public boolean isLeaf() {
        return tree.nodes().next[number] == number + 1;
    }
}
