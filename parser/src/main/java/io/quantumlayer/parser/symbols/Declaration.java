package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A declared name.
 *
 * @param kind function, method, class, interface, enum, record, type, variable or constant
 * @param qualifiedName with its enclosing declarations, such as {@code Cache.get}
 * @param signature what stands before the body, on one line
 * @param visibility public, protected, package or private
 * @param doc comment or docstring without its marks
 * @param node the whole declaration
 * @param function node to measure; empty for what has no body
 * @param parameters as written, without the receiver
 * @param returnType as written; empty when none is
 */
public record Declaration(
        String kind,
        String name,
        String qualifiedName,
        String signature,
        String visibility,
        @Nullable String doc,
        SyntaxNode node,
        Optional<SyntaxNode> function,
        List<String> parameters,
        String returnType) {

    /** Whether it can be called. */
    public boolean isCallable() {
        return kind.equals("function") || kind.equals("method");
    }
}
