package io.quantumlayer.parser.metrics;

import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Complexity of a function. A function or type declared inside counts for itself alone; a lambda counts for the function
 * around it.
 */
public final class Complexity {

    private static final Set<String> SHORT_CIRCUIT = Set.of("&&", "||", "??");
    private static final Set<String> CASES = Set.of("switch_label", "case_clause");

    private Complexity() {}

    /**
     * Cyclomatic complexity (McCabe, "A Complexity Measure", 1976): one more than the number of decisions. Decisions are
     * branches, loops, cases, handlers of exceptions, conditional expressions, short-circuit operators and the clauses
     * of a comprehension; an {@code else}, a {@code default} and a {@code finally} are none.
     */
    public static int cyclomatic(SyntaxNode function) {
        NodeKinds kinds = NodeKinds.of(function.tree().language());
        return 1
                + (int) function.descendantsOutside(inner(kinds))
                        .filter(node -> isDecision(node, kinds))
                        .count();
    }

    /** Depth to which control structures lie in one another; an {@code else if} is no deeper than its {@code if}. */
    public static int nesting(SyntaxNode function) {
        NodeKinds kinds = NodeKinds.of(function.tree().language());
        int[] depths = new int[function.subtreeSize()];
        int[] deepest = {0};
        function.descendantsOutside(inner(kinds)).forEach(node -> {
            int parent = node.parent().map(SyntaxNode::number).orElse(function.number()) - function.number();
            int depth = depths[parent] + (node.is(kinds.nesting()) && !isElseIf(node) ? 1 : 0);
            depths[node.number() - function.number()] = depth;
            deepest[0] = Math.max(deepest[0], depth);
        });
        return deepest[0];
    }

    private static boolean isDecision(SyntaxNode node, NodeKinds kinds) {
        if (node.is(SHORT_CIRCUIT)) {
            return node.isLeaf()
                    && node.parent()
                            .filter(parent -> parent.is("binary_expression"))
                            .isPresent();
        }
        return node.is(kinds.branches()) && node.named() && !(node.is(CASES) && isDefault(node));
    }

    private static boolean isDefault(SyntaxNode branch) {
        String text = branch.head(40);
        return text.startsWith("default") || text.matches("(?s)case\\s+_\\s*:.*");
    }

    private static boolean isElseIf(SyntaxNode node) {
        return node.is("if_statement")
                && (node.field().equals("alternative")
                        || node.parent()
                                .filter(parent -> parent.is("else_clause"))
                                .isPresent());
    }

    private static Set<String> inner(NodeKinds kinds) {
        Set<String> inner = new HashSet<>(kinds.functions());
        inner.addAll(kinds.types());
        return inner;
    }
}
