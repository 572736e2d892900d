package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the declarations of a tree. */
public final class Declarations {

    private Declarations() {}

    /** All declarations in document order; local variables are none. */
    public static List<Declaration> in(SyntaxTree tree) {
        Function<SyntaxNode, Stream<Declaration>> reader = switch (tree.language()) {
            case PYTHON -> PythonDeclarations::at;
            case JAVA -> JavaDeclarations::at;
            case JAVASCRIPT, TYPESCRIPT -> new ScriptDeclarations(tree)::at;
            case GO -> GoDeclarations::at;
        };
        return tree.root().descendants().flatMap(reader).toList();
    }
}
