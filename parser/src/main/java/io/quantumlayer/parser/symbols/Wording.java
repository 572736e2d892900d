package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text of signatures and comments. */
final class Wording {

    private static final int LONGEST_SIGNATURE = 500;

    private Wording() {}

    /** What a declaration says before its body: one line, without annotations and without the mark that opens the body. */
    static String signature(SyntaxNode node, Optional<SyntaxNode> body, Set<String> leftOut) {
        int start = node.descendantsOutside(leftOut)
                .filter(SyntaxNode::isLeaf)
                .mapToInt(SyntaxNode::start)
                .findFirst()
                .orElse(node.start());
        int end = body.map(SyntaxNode::start).orElse(node.end());
        String text = node.tree().text().substring(start, Math.max(start, end));
        String line = text.replaceAll("\\s+", " ").strip().replaceAll("\\s*(=>|[:{;])$", "");
        return line.length() > LONGEST_SIGNATURE ? line.substring(0, LONGEST_SIGNATURE) : line;
    }

    /** A name after the names of the declarations around it. */
    static String qualified(SyntaxNode node, Set<String> scopes, String name) {
        return Stream.concat(
                        node
                                .ancestors()
                                .filter(outer -> outer.is(scopes))
                                .flatMap(outer -> outer.child("name").stream())
                                .map(SyntaxNode::text)
                                .toList()
                                .reversed()
                                .stream(),
                        Stream.of(name))
                .collect(Collectors.joining("."));
    }

    /** The comment right above a node: a block, or lines that follow each other. */
    static @Nullable String commentAbove(SyntaxNode node, String blockStart, String lineStart) {
        Optional<SyntaxNode> above = commentEndingAt(node, node.line() - 1);
        if (above.isEmpty()) {
            return null;
        }
        if (above.get().text().startsWith("/*")) {
            return above.get().text().startsWith(blockStart)
                    ? unmarked(above.get().text())
                    : null;
        }
        StringBuilder lines = new StringBuilder();
        while (above.isPresent() && above.get().text().startsWith(lineStart)) {
            lines.insert(0, above.get().text() + "\n");
            above = commentEndingAt(above.get(), above.get().line() - 1);
        }
        return lines.isEmpty() ? null : unmarked(lines.toString());
    }

    private static Optional<SyntaxNode> commentEndingAt(SyntaxNode below, int line) {
        return below.previousSibling()
                .filter(node -> node.is(NodeKinds.COMMENTS)
                        && node.endLine() >= line
                        && node.previousSibling()
                                .filter(before -> before.endLine() == node.line())
                                .isEmpty());
    }

    private static String unmarked(String comment) {
        return comment.lines()
                .map(line -> line.strip()
                        .replaceFirst("^(/\\*+|\\*+/|///?|\\*)\\s?", "")
                        .replaceFirst("\\s*\\*+/$", ""))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
