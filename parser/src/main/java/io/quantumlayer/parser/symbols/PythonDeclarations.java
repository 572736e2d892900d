package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Python: visibility follows the leading underscores of PEP 8, docs are docstrings. */
final class PythonDeclarations {

    private static final Set<String> SCOPES = Set.of("function_definition", "class_definition");
    private static final Set<String> SEPARATORS = Set.of("keyword_separator", "positional_separator");

    private PythonDeclarations() {}

    static Stream<Declaration> at(SyntaxNode node) {
        return switch (node.kind()) {
            case "function_definition" -> function(node).stream();
            case "class_definition" -> type(node).stream();
            case "assignment" -> variable(node).stream();
            default -> Stream.empty();
        };
    }

    private static Optional<Declaration> function(SyntaxNode node) {
        boolean method =
                scope(node).filter(scope -> scope.is("class_definition")).isPresent();
        Optional<SyntaxNode> body = node.child("body");
        return node.child("name")
                .map(name -> new Declaration(
                        method ? "method" : "function",
                        name.text(),
                        Wording.qualified(node, SCOPES, name.text()),
                        Wording.signature(node, body, Set.of()),
                        visibility(node, name.text()),
                        body.map(PythonDeclarations::docstring).orElse(null),
                        node,
                        Optional.of(node),
                        parameters(node, method),
                        node.child("return_type").map(SyntaxNode::text).orElse("")));
    }

    private static Optional<Declaration> type(SyntaxNode node) {
        String bases = node.child("superclasses").map(SyntaxNode::text).orElse("");
        String kind = bases.matches("(?s).*\\b(Enum|IntEnum|StrEnum|Flag|IntFlag)\\b.*")
                ? "enum"
                : bases.matches("(?s).*\\bProtocol\\b.*") ? "interface" : "class";
        Optional<SyntaxNode> body = node.child("body");
        return node.child("name")
                .map(name -> new Declaration(
                        kind,
                        name.text(),
                        Wording.qualified(node, SCOPES, name.text()),
                        Wording.signature(node, body, Set.of()),
                        visibility(node, name.text()),
                        body.map(PythonDeclarations::docstring).orElse(null),
                        node,
                        Optional.empty(),
                        List.of(),
                        ""));
    }

    private static Optional<Declaration> variable(SyntaxNode node) {
        Optional<SyntaxNode> scope = scope(node);
        boolean declared = scope.isEmpty() || scope.get().is("class_definition");
        boolean statement = node.parent()
                .filter(parent -> parent.is("expression_statement"))
                .isPresent();
        return node.child("left")
                .filter(left -> declared && statement && left.is("identifier"))
                .map(left -> new Declaration(
                        left.text().matches("_*[A-Z][A-Z0-9_]*") ? "constant" : "variable",
                        left.text(),
                        Wording.qualified(node, SCOPES, left.text()),
                        Wording.signature(
                                node, node.child("right").filter(right -> right.end() - right.start() > 80), Set.of()),
                        visibility(node, left.text()),
                        null,
                        node,
                        Optional.empty(),
                        List.of(),
                        node.child("type").map(SyntaxNode::text).orElse("")));
    }

    private static List<String> parameters(SyntaxNode function, boolean method) {
        boolean bound = method
                && function.parent()
                        .filter(parent -> parent.is("decorated_definition")
                                && parent.head(20).startsWith("@staticmethod"))
                        .isEmpty();
        return function.child("parameters").stream()
                .flatMap(parameters -> parameters.namedChildren().stream())
                .filter(parameter -> !parameter.is(SEPARATORS))
                .skip(bound ? 1 : 0)
                .map(SyntaxNode::text)
                .toList();
    }

    private static @Nullable String docstring(SyntaxNode body) {
        return body.namedChildren().stream()
                .limit(1)
                .filter(statement -> statement.is("expression_statement"))
                .flatMap(statement -> statement.namedChildren().stream())
                .limit(1)
                .filter(value -> value.is("string"))
                .map(string -> string.namedChildren().stream()
                        .filter(part -> part.is("string_content"))
                        .map(SyntaxNode::text)
                        .collect(Collectors.joining())
                        .strip()
                        .lines()
                        .map(String::strip)
                        .collect(Collectors.joining("\n")))
                .findFirst()
                .orElse(null);
    }

    private static String visibility(SyntaxNode node, String name) {
        Optional<SyntaxNode> scope = scope(node);
        if (scope.filter(outer -> outer.is("function_definition")).isPresent()) {
            return "private";
        }
        if (!name.startsWith("_") || name.startsWith("__") && name.endsWith("__")) {
            return "public";
        }
        return scope.isPresent() && !name.startsWith("__") ? "protected" : "private";
    }

    private static Optional<SyntaxNode> scope(SyntaxNode node) {
        return node.ancestors().filter(outer -> outer.is(SCOPES)).findFirst();
    }
}
