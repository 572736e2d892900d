package io.quantumlayer.parser.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in words where a text breaks its grammar. */
public final class SyntaxErrors {

    /** Later errors of a file follow from the first ones more often than not. */
    private static final int MOST = 50;

    /** How many are looked at before the first are chosen. */
    private static final int ENOUGH = 1000;

    private static final int LONGEST_TOKEN = 40;
    private static final int LONGEST_SNIPPET = 200;
    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}", "${", "}");
    private static final Set<String> CLOSERS = Set.of(")", "]", "}");
    private static final Set<String> PYTHON_2 = Set.of("print_statement", "exec_statement");

    private final SyntaxTree tree;
    private final List<SyntaxError> found = new ArrayList<>();

    private SyntaxErrors(SyntaxTree tree) {
        this.tree = tree;
    }

    /** The errors in document order, at most 50. */
    public static List<SyntaxError> in(SyntaxTree tree) {
        SyntaxErrors errors = new SyntaxErrors(tree);
        if (tree.hasError()) {
            errors.addBrackets();
            errors.addErrors();
        }
        if (tree.language() == Language.PYTHON) {
            errors.addPython();
        }
        return errors.found.stream()
                .sorted(Comparator.comparingInt(
                                (SyntaxError error) -> error.start().line())
                        .thenComparingInt(error -> error.start().column()))
                .limit(MOST)
                .toList();
    }

    private void addErrors() {
        if (tree.root().isError()) {
            addError(tree.root());
            return;
        }
        tree.root()
                .descendants()
                .filter(node -> node.isError() || node.isMissing())
                .forEach(node -> {
                    if (node.isMissing()) {
                        add(node, "expected %s".formatted(node.named() ? spaced(node.kind()) : quoted(node.kind())));
                    } else if (node.ancestors().noneMatch(SyntaxNode::isError)) {
                        addError(node);
                    }
                });
    }

    private void addError(SyntaxNode error) {
        String token = error.text().strip().lines().findFirst().orElse("");
        SyntaxNode first = error.descendants()
                .filter(node -> node.isLeaf() && node.end() > node.start())
                .findFirst()
                .orElse(error);
        if (first.start() == error.start() && !first.equals(error)) {
            token = first.text().lines().findFirst().orElse("");
        }
        add(error, token.isEmpty() ? "unexpected end of the text" : "unexpected " + quoted(token));
    }

    /** A bracket without its partner says more than the place at which the parser lost its way. */
    private void addBrackets() {
        Deque<SyntaxNode> open = new ArrayDeque<>();
        tree.root()
                .descendants()
                .filter(node -> node.isLeaf() && !node.isMissing())
                .forEach(leaf -> {
                    if (CLOSING.containsKey(leaf.kind())) {
                        open.push(leaf);
                    } else if (CLOSERS.contains(leaf.kind())) {
                        close(open, leaf);
                    }
                });
        open.forEach(leaf -> add(leaf, "%s is never closed".formatted(quoted(leaf.kind()))));
    }

    private void close(Deque<SyntaxNode> open, SyntaxNode closer) {
        Optional<SyntaxNode> partner = open.stream()
                .filter(opener -> closer.kind().equals(CLOSING.get(opener.kind())))
                .findFirst();
        if (partner.isEmpty()) {
            add(closer, "%s closes nothing".formatted(quoted(closer.kind())));
            return;
        }
        while (!open.isEmpty()) {
            SyntaxNode opener = open.pop();
            if (opener.equals(partner.get())) {
                return;
            }
            add(opener, "%s is never closed".formatted(quoted(opener.kind())));
        }
    }

    private void addPython() {
        tree.root().descendants().forEach(node -> {
            if (node.is(PYTHON_2)) {
                String keyword = node.is("print_statement") ? "print" : "exec";
                add(node, "'%s' is a function in Python 3: its arguments need parentheses".formatted(keyword));
            } else if (node.is("block") && node.start() == node.end() && !node.isMissing()) {
                add(node.parent().orElse(node), "expected an indented block");
            }
        });
    }

    private void add(SyntaxNode node, String message) {
        Position start = node.position();
        if (found.size() >= ENOUGH
                || found.stream().anyMatch(other -> other.start().equals(start))) {
            return;
        }
        String line = tree.line(start.line());
        found.add(new SyntaxError(
                message,
                node.isMissing() ? "MISSING" : "ERROR",
                start,
                tree.positionAt(node.end()),
                line.length() > LONGEST_SNIPPET ? line.substring(0, LONGEST_SNIPPET) : line));
    }

    private static String quoted(String token) {
        return "'" + (token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) + "…" : token) + "'";
    }

    private static String spaced(String kind) {
        return kind.replace('_', ' ');
    }
}
