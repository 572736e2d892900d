package io.quantumlayer.parser.metrics;

import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.BitSet;

/**
 * Lines of a file.
 *
 * @param code lines that are neither blank nor comment only
 * @param comments lines with a comment and nothing else
 */
public record LineCounts(int all, int code, int comments) {

    /** Counts the lines of a tree. */
    public static LineCounts of(SyntaxTree tree) {
        BitSet code = new BitSet();
        BitSet comments = new BitSet();
        tree.root()
                .descendants()
                .filter(node -> (node.isLeaf() || node.is(NodeKinds.COMMENTS)) && node.end() > node.start())
                .forEach(leaf -> {
                    boolean comment = leaf.is(NodeKinds.COMMENTS)
                            || leaf.parent()
                                    .filter(parent -> parent.is(NodeKinds.COMMENTS))
                                    .isPresent();
                    (comment ? comments : code).set(leaf.line(), leaf.endLine() + 1);
                });
        for (int line = 1; line <= tree.lineCount(); line++) {
            if (tree.line(line).isBlank()) {
                code.clear(line);
                comments.clear(line);
            }
        }
        comments.andNot(code);
        return new LineCounts(tree.lineCount(), code.cardinality(), comments.cardinality());
    }
}
