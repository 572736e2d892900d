package io.quantumlayer.parser.syntax;

import static io.quantumlayer.parser.syntax.SyntaxErrors.quoted;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
    private final Map<String, Integer> awaited = new HashMap<>();

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
            awaited.merge(closing(leaf), 1, Integer::sum);
        } else if (CLOSERS.contains(leaf.kind())) {
            close(leaf);
        }
    }

    private void close(SyntaxNode closer) {
        if (awaited.getOrDefault(closer.kind(), 0) == 0) {
            errors.accept(closer, "%s closes nothing".formatted(quoted(closer.kind())));
            return;
        }
        SyntaxNode opener = pop();
        while (!closer.kind().equals(closing(opener))) {
            addOpen(opener);
            opener = pop();
        }
    }

    private SyntaxNode pop() {
        SyntaxNode opener = open.pop();
        awaited.merge(closing(opener), -1, Integer::sum);
        return opener;
    }

    private static String closing(SyntaxNode opener) {
        return CLOSING.getOrDefault(opener.kind(), "");
    }

    private void addOpen(SyntaxNode opener) {
        errors.accept(opener, "%s is never closed".formatted(quoted(opener.text())));
    }
}
