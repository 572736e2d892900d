package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Java: names are qualified by their enclosing types, not by the package. */
final class JavaDeclarations {

    private static final Set<String> ANNOTATIONS = Set.of("annotation", "marker_annotation");
    private static final Set<String> INTERFACES = Set.of("interface_declaration", "annotation_type_declaration");
    private static final Set<String> PARAMETERS = Set.of("formal_parameter", "spread_parameter");

    private JavaDeclarations() {}

    static Stream<Declaration> at(SyntaxNode node) {
        return switch (node.kind()) {
            case "class_declaration" -> type(node, "class");
            case "interface_declaration", "annotation_type_declaration" -> type(node, "interface");
            case "enum_declaration" -> type(node, "enum");
            case "record_declaration" -> type(node, "record");
            case "method_declaration",
                    "constructor_declaration",
                    "compact_constructor_declaration",
                    "annotation_type_element_declaration" -> method(node);
            case "field_declaration", "constant_declaration" ->
                node.children().stream()
                        .filter(child -> child.field().equals("declarator"))
                        .flatMap(declarator -> field(node, declarator));
            case "enum_constant" -> declaration(node, node, "constant", Optional.empty(), "");
            default -> Stream.empty();
        };
    }

    private static Stream<Declaration> type(SyntaxNode node, String kind) {
        return declaration(node, node, kind, node.child("body"), "");
    }

    private static Stream<Declaration> method(SyntaxNode node) {
        return declaration(
                node,
                node,
                "method",
                node.child("body"),
                node.child("type").map(SyntaxNode::text).orElse(""));
    }

    private static Stream<Declaration> field(SyntaxNode node, SyntaxNode declarator) {
        String modifiers = modifiers(node);
        boolean constant =
                node.is("constant_declaration") || modifiers.contains("static") && modifiers.contains("final");
        return declaration(
                node,
                declarator,
                constant ? "constant" : "variable",
                declarator.child("value"),
                node.child("type").map(SyntaxNode::text).orElse(""));
    }

    private static Stream<Declaration> declaration(
            SyntaxNode node, SyntaxNode named, String kind, Optional<SyntaxNode> body, String type) {
        return named.child("name").stream()
                .map(name -> new Declaration(
                        kind,
                        name.text(),
                        Wording.qualified(node, NodeKinds.of(Language.JAVA).types(), name.text()),
                        Wording.signature(node, body, ANNOTATIONS).replaceFirst("\\s*=$", ""),
                        visibility(node),
                        Wording.commentAbove(node, "/**", "///"),
                        node,
                        body.filter(found -> node.is(NodeKinds.of(Language.JAVA).functions()))
                                .map(found -> node),
                        node.child("parameters").stream()
                                .filter(parameters -> kind.equals("method"))
                                .flatMap(parameters -> parameters.namedChildren().stream())
                                .filter(parameter -> parameter.is(PARAMETERS))
                                .map(SyntaxNode::text)
                                .toList(),
                        type));
    }

    private static String visibility(SyntaxNode node) {
        String modifiers = modifiers(node);
        for (String word : List.of("public", "protected", "private")) {
            if (modifiers.matches("(?s).*\\b" + word + "\\b.*")) {
                return word;
            }
        }
        Optional<SyntaxNode> around = enclosing(node).findFirst();
        boolean open = around.filter(type -> type.is(INTERFACES)).isPresent() || node.is("enum_constant");
        return open ? "public" : "package";
    }

    private static String modifiers(SyntaxNode node) {
        return node.namedChildren().stream()
                .filter(child -> child.is("modifiers"))
                .flatMap(modifiers -> modifiers.children().stream())
                .filter(modifier -> !modifier.is(ANNOTATIONS))
                .map(SyntaxNode::text)
                .collect(Collectors.joining(" "));
    }

    private static Stream<SyntaxNode> enclosing(SyntaxNode node) {
        return node.ancestors()
                .filter(outer -> outer.is(NodeKinds.of(Language.JAVA).types()));
    }
}
