package io.quantumlayer.parser.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What Python's grammar forbids and tree-sitter's lets pass: it also reads Python 2, and is easy about indentation. */
final class PythonLayout {

    private static final Set<String> PYTHON_2 = Set.of("print_statement", "exec_statement");
    private static final Set<String> SUITES = Set.of("module", "block");
    private static final Pattern COMPOUND =
            Pattern.compile("\\s*(async\\s+)?(def|class|if|elif|else|for|while|try|except|finally|with)\\b[^:]*");

    private static final int LONGEST_LINE = 500;

    private PythonLayout() {}

    /** Lines that open a block without saying so. */
    static void colons(SyntaxTree tree, BiConsumer<SyntaxNode, String> errors) {
        tree.root()
                .descendants()
                .filter(node -> node.isError() && opensBlock(tree.line(node.line())))
                .forEach(node ->
                        lastOfLine(node).ifPresent(last -> errors.accept(last, "expected ':' at the end of the line")));
    }

    private static boolean opensBlock(String line) {
        return line.length() < LONGEST_LINE && COMPOUND.matcher(line).matches();
    }

    /** A text without errors so far. */
    static void check(SyntaxTree tree, BiConsumer<SyntaxNode, String> errors) {
        tree.root().descendants().forEach(node -> {
            if (node.is(PYTHON_2)) {
                String keyword = node.is("print_statement") ? "print" : "exec";
                errors.accept(
                        node, "'%s' is a function in Python 3: its arguments need parentheses".formatted(keyword));
            } else if (node.is("block") && node.start() == node.end()) {
                errors.accept(node.parent().orElse(node), "expected an indented block");
            } else if (node.is("block")) {
                indentation(node, errors);
            }
        });
        indentation(tree.root(), errors);
    }

    /** The statements of a block start in the same column. */
    private static void indentation(SyntaxNode suite, BiConsumer<SyntaxNode, String> errors) {
        List<SyntaxNode> statements = suite.namedChildren().stream()
                .filter(statement -> startsItsLine(statement) && suite.is(SUITES))
                .toList();
        for (SyntaxNode statement : statements) {
            int column =
                    suite.is("module") ? 1 : statements.getFirst().position().column();
            if (statement.position().column() != column) {
                errors.accept(
                        statement,
                        statement.position().column() > column
                                ? "unexpected indent"
                                : "the indentation matches no outer level");
            }
        }
    }

    private static boolean startsItsLine(SyntaxNode statement) {
        int before = statement.tree().offsetInLine(statement.start());
        return statement.tree().line(statement.line()).substring(0, before).isBlank();
    }

    private static Optional<SyntaxNode> lastOfLine(SyntaxNode error) {
        return error.descendants()
                .filter(node -> node.isLeaf() && node.line() == error.line() && node.end() > node.start())
                .reduce((before, last) -> last);
    }
}
