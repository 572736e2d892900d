package io.quantumlayer.parser.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words where a text breaks its grammar. */
public final class SyntaxErrors {

    /** Later errors of a file follow from the first ones more often than not. */
    private static final int MOST = 50;

    /** How many are looked at before the first are chosen. */
    private static final int ENOUGH = 1000;

    private static final int LONGEST_TOKEN = 40;
    private static final int LONGEST_SNIPPET = 200;

    private final SyntaxTree tree;
    private final List<SyntaxError> found = new ArrayList<>();

    private SyntaxErrors(SyntaxTree tree) {
        this.tree = tree;
    }

    /** The errors in document order, at most 50. */
    public static List<SyntaxError> in(SyntaxTree tree) {
        SyntaxErrors errors = new SyntaxErrors(tree);
        if (tree.hasError()) {
            UnclosedMarks.in(tree, errors::add);
            if (tree.language() == Language.PYTHON) {
                PythonLayout.colons(tree, errors::add);
            }
            errors.addUnexpected();
        } else if (tree.language() == Language.PYTHON) {
            PythonLayout.check(tree, errors::add);
        }
        return errors.found.stream()
                .sorted(Comparator.comparing(SyntaxError::start))
                .limit(MOST)
                .toList();
    }

    private void addUnexpected() {
        if (tree.root().isError()) {
            addUnexpected(tree.root());
            return;
        }
        int[] endOfError = {0};
        tree.root()
                .descendants()
                .filter(node -> node.isError() || node.isMissing())
                .forEach(node -> {
                    if (node.isMissing()) {
                        add(node, "expected %s".formatted(node.named() ? spaced(node.kind()) : quoted(node.kind())));
                    } else if (node.number() >= endOfError[0]) {
                        endOfError[0] = node.number() + node.subtreeSize();
                        addUnexpected(node);
                    }
                });
    }

    /** What was found inside says more than that something is wrong around it. */
    private void addUnexpected(SyntaxNode error) {
        Position start = error.position();
        Position end = tree.positionAt(error.end());
        if (found.stream()
                .anyMatch(other ->
                        other.start().compareTo(start) >= 0 && other.start().compareTo(end) < 0)) {
            return;
        }
        String token = error.descendants()
                .filter(node -> node.isLeaf() && node.end() > node.start() && node.start() == error.start())
                .findFirst()
                .orElse(error)
                .text()
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        add(error, token.isEmpty() ? "unexpected end of the text" : "unexpected " + quoted(token));
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

    static String quoted(String token) {
        return "'" + (token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) + "…" : token) + "'";
    }

    private static String spaced(String kind) {
        return kind.replace('_', ' ');
    }
}
