package io.quantumlayer.parser.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pattern matched.
 *
 * @param captures nodes by the name of their capture, without the {@code @}
 */
public record QueryMatch(QueryPattern pattern, Map<String, List<SyntaxNode>> captures) {

    /** The first node of a capture. */
    public Optional<SyntaxNode> first(String capture) {
        return captures.getOrDefault(capture, List.of()).stream().findFirst();
    }
}
