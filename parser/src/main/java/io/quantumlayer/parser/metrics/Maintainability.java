package io.quantumlayer.parser.metrics;

import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Maintainability index in the form with three metrics of Coleman, Ash, Lowther and Oman ("Using Metrics to Evaluate
 * Software System Maintainability", IEEE Computer 27(8), 1994), scaled to 0..100 and cut at 0 as Visual Studio does:
 *
 * <pre>max(0, 171 - 5.2 ln V - 0.23 G - 16.2 ln L) * 100 / 171</pre>
 *
 * <p>V, G and L are the averages of Halstead volume, cyclomatic complexity and lines over the functions of the file; a
 * file without functions counts as one. Operators are the keywords and marks of the grammar without closing brackets,
 * operands its names and literals.
 */
public final class Maintainability {

    private static final Set<String> NO_OPERATORS = Set.of(")", "]", "}", ";", ",", "\n");

    private Maintainability() {}

    /** The index of a file with these functions, rounded to one decimal. */
    public static double index(SyntaxNode root, List<SyntaxNode> functions) {
        List<SyntaxNode> units = functions.isEmpty() ? List.of(root) : functions;
        double volume =
                units.stream().mapToDouble(Maintainability::volume).average().orElse(0);
        double complexity =
                units.stream().mapToInt(Complexity::cyclomatic).average().orElse(1);
        double lines = units.stream()
                .mapToInt(unit -> unit.endLine() - unit.line() + 1)
                .average()
                .orElse(1);
        double index = 171 - 5.2 * Math.log(Math.max(1, volume)) - 0.23 * complexity - 16.2 * Math.log(lines);
        return Math.round(Math.clamp(index * 100 / 171, 0, 100) * 10) / 10.0;
    }

    private static double volume(SyntaxNode unit) {
        Set<String> distinct = new HashSet<>();
        long[] total = {0};
        unit.descendants()
                .filter(node -> node.isLeaf()
                        && node.end() > node.start()
                        && !node.is(NodeKinds.COMMENTS)
                        && !node.is(NO_OPERATORS))
                .forEach(leaf -> {
                    distinct.add(leaf.text());
                    total[0]++;
                });
        return distinct.isEmpty() ? 0 : total[0] * (Math.log(distinct.size()) / Math.log(2));
    }
}
