package io.quantumlayer.parser.syntax;

import static io.quantumlayer.parser.syntax.SyntaxErrors.quoted;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds brackets and quotes without a partner, in texts that are known to be wrong. */
final class UnclosedMarks {

    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}", "${", "}");
    private static final Set<String> CLOSERS = Set.of(")", "]", "}");
    private static final Set<String> QUOTES = Set.of("\"", "'", "`", "\"\"\"", "string_start");

    private final BiConsumer<SyntaxNode, String> errors;
    private final Deque<SyntaxNode> open = new ArrayDeque<>();

    private UnclosedMarks(BiConsumer<SyntaxNode, String> errors) {
        this.errors = errors;
    }

    static void in(SyntaxTree tree, BiConsumer<SyntaxNode, String> errors) {
        UnclosedMarks marks = new UnclosedMarks(errors);
        // What follows a quote that is never closed was swallowed, and brackets with it.
        if (!marks.hasOpenQuote(tree)) {
            tree.root()
                    .descendants()
                    .filter(node -> node.isLeaf() && !node.isMissing())
                    .forEach(marks::take);
            marks.open.forEach(marks::addOpen);
        }
    }

    private boolean hasOpenQuote(SyntaxTree tree) {
        Optional<SyntaxNode> quote = tree.root()
                .descendants()
                .filter(node -> node.isLeaf()
                        && node.is(QUOTES)
                        && node.end() > node.start()
                        && node.parent().filter(SyntaxNode::isError).isPresent())
                .findFirst();
        quote.ifPresent(found -> errors.accept(found, "the text that starts here is never closed"));
        return quote.isPresent();
    }

    private void take(SyntaxNode leaf) {
        if (CLOSING.containsKey(leaf.kind())) {
            open.push(leaf);
        } else if (CLOSERS.contains(leaf.kind())) {
            close(leaf);
        }
    }

    private void close(SyntaxNode closer) {
        boolean known = open.stream().anyMatch(opener -> closer.kind().equals(CLOSING.get(opener.kind())));
        if (!known) {
            errors.accept(closer, "%s closes nothing".formatted(quoted(closer.kind())));
            return;
        }
        SyntaxNode opener = open.pop();
        while (!closer.kind().equals(CLOSING.get(opener.kind()))) {
            addOpen(opener);
            opener = open.pop();
        }
    }

    private void addOpen(SyntaxNode opener) {
        errors.accept(opener, "%s is never closed".formatted(quoted(opener.text())));
    }
}
