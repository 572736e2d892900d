package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the declarations of a tree. */
public final class Declarations {

    /** No one nests deeper, and names and bodies of what is nested grow with the depth. */
    private static final int DEEPEST = 20;

    private static final int NODES_BETWEEN_CHECKS = 256;

    private Declarations() {}

    /** All declarations in document order, without local variables and what lies more than 20 declarations deep. */
    public static List<Declaration> in(SyntaxTree tree, Deadline deadline) {
        Function<SyntaxNode, Stream<Declaration>> reader = switch (tree.language()) {
            case PYTHON -> PythonDeclarations::at;
            case JAVA -> JavaDeclarations::at;
            case JAVASCRIPT, TYPESCRIPT -> new ScriptDeclarations(tree)::at;
            case GO -> GoDeclarations::at;
        };
        NodeKinds kinds = NodeKinds.of(tree.language());
        int[] depths = new int[tree.nodeCount()];
        List<Declaration> declarations = new ArrayList<>();
        for (SyntaxNode node : (Iterable<SyntaxNode>) tree.root().descendants()::iterator) {
            int depth = depths[node.parent().map(SyntaxNode::number).orElse(0)];
            depths[node.number()] = depth + (node.is(kinds.functions()) || node.is(kinds.types()) ? 1 : 0);
            if (depth <= DEEPEST) {
                reader.apply(node).forEach(declarations::add);
            }
            if (node.number() % NODES_BETWEEN_CHECKS == 0) {
                deadline.check();
            }
        }
        return declarations;
    }
}
