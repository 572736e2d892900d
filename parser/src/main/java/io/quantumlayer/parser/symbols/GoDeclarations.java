package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Go: an upper-case first letter exports a name, methods belong to the type of their receiver. */
final class GoDeclarations {

    private static final Set<String> GROUPS =
            Set.of("type_declaration", "const_declaration", "var_declaration", "var_spec_list");

    private GoDeclarations() {}

    static Stream<Declaration> at(SyntaxNode node) {
        return switch (node.kind()) {
            case "function_declaration" -> callable(node, "function", "");
            case "method_declaration" -> callable(node, "method", receiver(node));
            case "method_elem" -> callable(node, "method", enclosingType(node));
            case "type_spec", "type_alias" -> isLocal(node) ? Stream.empty() : type(node);
            case "const_spec" -> isLocal(node) ? Stream.empty() : values(node, "constant");
            case "var_spec" -> isLocal(node) ? Stream.empty() : values(node, "variable");
            default -> Stream.empty();
        };
    }

    private static Stream<Declaration> callable(SyntaxNode node, String kind, String owner) {
        return node.child("name").stream()
                .map(name -> build(
                        node,
                        kind,
                        name.text(),
                        owner,
                        node.child("body"),
                        node.child("body").map(body -> node),
                        parameters(node),
                        node.child("result").map(SyntaxNode::text).orElse("")));
    }

    private static Stream<Declaration> type(SyntaxNode node) {
        boolean contract =
                node.child("type").filter(type -> type.is("interface_type")).isPresent();
        Optional<SyntaxNode> body = node.child("type")
                .flatMap(type -> type.children().stream()
                        .filter(child -> child.is("field_declaration_list") || child.is("{"))
                        .findFirst());
        return node.child("name").stream()
                .map(name -> build(
                        node, contract ? "interface" : "type", name.text(), "", body, Optional.empty(), List.of(), ""));
    }

    private static Stream<Declaration> values(SyntaxNode node, String kind) {
        return node.children().stream()
                .filter(child -> child.field().equals("name") && child.is("identifier"))
                .map(name -> build(
                        node,
                        kind,
                        name.text(),
                        "",
                        node.child("value").filter(value -> value.end() - value.start() > 80),
                        Optional.empty(),
                        List.of(),
                        node.child("type").map(SyntaxNode::text).orElse("")));
    }

    private static Declaration build(
            SyntaxNode node,
            String kind,
            String name,
            String owner,
            Optional<SyntaxNode> body,
            Optional<SyntaxNode> function,
            List<String> parameters,
            String result) {
        SyntaxNode commented = node.parent()
                .filter(parent -> parent.is(GROUPS) && parent.line() == node.line())
                .orElse(node);
        return new Declaration(
                kind,
                name,
                owner.isEmpty() ? name : owner + "." + name,
                Wording.signature(node, body, Set.of()).replaceFirst("\\s*=$", ""),
                Character.isUpperCase(name.codePointAt(0)) ? "public" : "package",
                Wording.commentAbove(commented, "/*", "//"),
                node,
                function,
                parameters,
                result);
    }

    /** One entry for each name: {@code a, b int} are two. */
    private static List<String> parameters(SyntaxNode function) {
        return function.child("parameters").stream()
                .flatMap(list -> list.namedChildren().stream())
                .flatMap(GoDeclarations::names)
                .toList();
    }

    private static Stream<String> names(SyntaxNode parameter) {
        String type = parameter.child("type").map(SyntaxNode::text).orElse("");
        String prefix = parameter.is("variadic_parameter_declaration") ? "..." : "";
        List<String> names = parameter.children().stream()
                .filter(child -> child.field().equals("name"))
                .map(name -> name.text() + " " + prefix + type)
                .toList();
        return names.isEmpty() ? Stream.of(prefix + type) : names.stream();
    }

    private static String receiver(SyntaxNode method) {
        return method.child("receiver").stream()
                .flatMap(SyntaxNode::descendants)
                .filter(node -> node.is("type_identifier"))
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("");
    }

    private static String enclosingType(SyntaxNode node) {
        return node.ancestors()
                .filter(outer -> outer.is("type_spec"))
                .flatMap(outer -> outer.child("name").stream())
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("");
    }

    private static boolean isLocal(SyntaxNode node) {
        return node.ancestors().anyMatch(outer -> outer.is("block"));
    }
}
