package io.quantumlayer.parser.syntax;

import io.quantumlayer.contracts.parser.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in words where a text breaks its grammar. */
public final class SyntaxErrors {

    /** Later errors of a file follow from the first ones more often than not. */
    private static final int MOST = 50;

    private static final int LONGEST_TOKEN = 40;
    private static final int LONGEST_SNIPPET = 200;
    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}", "${", "}");
    private static final Set<String> CLOSERS = Set.of(")", "]", "}");
    private static final Set<String> PYTHON_2 = Set.of("print_statement", "exec_statement");

    private final String path;
    private final SyntaxTree tree;
    private final List<Diagnostic> found = new ArrayList<>();

    private SyntaxErrors(String path, SyntaxTree tree) {
        this.path = path;
        this.tree = tree;
    }

    /** The errors in document order, at most 50. */
    public static List<Diagnostic> in(String path, SyntaxTree tree) {
        SyntaxErrors errors = new SyntaxErrors(path, tree);
        if (tree.hasError()) {
            errors.addBrackets();
            errors.addErrors();
        }
        if (tree.language() == Language.PYTHON) {
            errors.addPython();
        }
        return errors.found.stream()
                .sorted((a, b) -> a.line() == b.line()
                        ? Integer.compare(a.column(), b.column())
                        : Integer.compare(a.line(), b.line()))
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
                        add(
                                node.start(),
                                "expected %s".formatted(node.named() ? spaced(node.kind()) : quoted(node.kind())));
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
        add(error.start(), token.isEmpty() ? "unexpected end of the text" : "unexpected " + quoted(token));
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
        open.forEach(leaf -> add(leaf.start(), "%s is never closed".formatted(quoted(leaf.kind()))));
    }

    private void close(Deque<SyntaxNode> open, SyntaxNode closer) {
        Optional<SyntaxNode> partner = open.stream()
                .filter(opener -> closer.kind().equals(CLOSING.get(opener.kind())))
                .findFirst();
        if (partner.isEmpty()) {
            add(closer.start(), "%s closes nothing".formatted(quoted(closer.kind())));
            return;
        }
        while (!open.isEmpty()) {
            SyntaxNode opener = open.pop();
            if (opener.equals(partner.get())) {
                return;
            }
            add(opener.start(), "%s is never closed".formatted(quoted(opener.kind())));
        }
    }

    private void addPython() {
        tree.root().descendants().forEach(node -> {
            if (node.is(PYTHON_2)) {
                String keyword = node.is("print_statement") ? "print" : "exec";
                add(node.start(), "'%s' is a function in Python 3: its arguments need parentheses".formatted(keyword));
            } else if (node.is("block") && node.start() == node.end() && !node.isMissing()) {
                add(node.parent().orElse(node).start(), "expected an indented block");
            }
        });
    }

    private void add(int offset, String message) {
        Position position = tree.positionAt(offset);
        if (found.stream().anyMatch(other -> other.line() == position.line() && other.column() == position.column())
                || found.size() > 20 * MOST) {
            return;
        }
        String line = tree.line(position.line());
        String snippet = line.length() > LONGEST_SNIPPET ? line.substring(0, LONGEST_SNIPPET) : line;
        found.add(new Diagnostic(path, "error", "syntax", message, position.line(), position.column(), snippet));
    }

    private static String quoted(String token) {
        return "'" + (token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) + "…" : token) + "'";
    }

    private static String spaced(String kind) {
        return kind.replace('_', ' ');
    }
}
