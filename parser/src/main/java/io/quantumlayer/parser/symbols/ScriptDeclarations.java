package io.quantumlayer.parser.symbols;

import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * JavaScript and TypeScript: what a module exports is public and the rest of its top level private; in a file that
 * exports nothing the top level is public.
 */
final class ScriptDeclarations {

    private static final Set<String> FUNCTIONS = Set.of("arrow_function", "function_expression", "generator_function");
    private static final Set<String> SCOPES = Set.of(
            "class_declaration",
            "abstract_class_declaration",
            "interface_declaration",
            "internal_module",
            "module",
            "function_declaration",
            "generator_function_declaration",
            "method_definition",
            "variable_declarator");
    private static final Set<String> BODIES = Set.of(
            "function_declaration",
            "generator_function_declaration",
            "method_definition",
            "arrow_function",
            "function_expression",
            "generator_function",
            "class_static_block");
    private static final Set<String> DECORATORS = Set.of("decorator");

    private final Set<String> exported = new HashSet<>();
    private final boolean exports;

    ScriptDeclarations(SyntaxTree tree) {
        tree.root()
                .descendants()
                .filter(node -> node.is("export_specifier"))
                .forEach(specifier -> specifier.child("name").ifPresent(name -> exported.add(name.text())));
        List<SyntaxNode> assigned = tree.root()
                .descendants()
                .filter(node -> node.is("assignment_expression") && isExports(node))
                .toList();
        assigned.stream().flatMap(node -> node.child("right").stream()).forEach(this::export);
        tree.root().children().stream()
                .filter(node -> node.is("export_statement"))
                .flatMap(node -> node.child("value").stream())
                .forEach(this::export);
        exports = !assigned.isEmpty() || tree.root().children().stream().anyMatch(node -> node.is("export_statement"));
    }

    Stream<Declaration> at(SyntaxNode node) {
        return switch (node.kind()) {
            case "function_declaration", "generator_function_declaration", "function_signature" ->
                declaration(node, "function", node.child("name"), node);
            case "method_definition", "method_signature", "abstract_method_signature" ->
                declaration(node, "method", node.child("name"), node);
            case "class_declaration", "abstract_class_declaration" ->
                declaration(node, "class", node.child("name"), node);
            case "interface_declaration" -> declaration(node, "interface", node.child("name"), node);
            case "type_alias_declaration" -> declaration(node, "type", node.child("name"), node);
            case "enum_declaration" -> declaration(node, "enum", node.child("name"), node);
            case "variable_declarator" -> variable(node);
            case "field_definition" -> member(node, node.child("property"));
            case "public_field_definition" -> member(node, node.child("name"));
            case "assignment_expression" -> assigned(node);
            default -> Stream.empty();
        };
    }

    private Stream<Declaration> variable(SyntaxNode node) {
        Optional<SyntaxNode> value = node.child("value");
        if (isLocal(node)) {
            return Stream.empty();
        }
        if (value.filter(found -> found.is(FUNCTIONS)).isPresent()) {
            return declaration(node, "function", node.child("name"), value.get());
        }
        if (value.filter(found -> found.is("class")).isPresent()) {
            return declaration(node, "class", node.child("name"), value.get());
        }
        boolean constant =
                node.parent().filter(parent -> parent.head(5).equals("const")).isPresent();
        return declaration(
                node,
                constant ? "constant" : "variable",
                node.child("name").filter(name -> name.is("identifier")),
                node);
    }

    private Stream<Declaration> member(SyntaxNode node, Optional<SyntaxNode> name) {
        Optional<SyntaxNode> function = node.child("value").filter(value -> value.is(FUNCTIONS));
        return declaration(node, function.isPresent() ? "method" : "variable", name, function.orElse(node));
    }

    /** {@code exports.name = function} and {@code Type.prototype.name = function}. */
    private Stream<Declaration> assigned(SyntaxNode node) {
        Optional<SyntaxNode> left = node.child("left").filter(target -> target.is("member_expression"));
        Optional<SyntaxNode> function = node.child("right").filter(value -> value.is(FUNCTIONS));
        if (left.isEmpty() || function.isEmpty()) {
            return Stream.empty();
        }
        String target = left.get().text();
        boolean prototype = target.contains(".prototype.");
        if (!prototype && !isExports(node)) {
            return Stream.empty();
        }
        return left.get().child("property").stream()
                .map(name -> build(
                        node,
                        prototype ? "method" : "function",
                        name.text(),
                        prototype ? target.replace(".prototype.", ".") : name.text(),
                        "public",
                        function.get()));
    }

    private Stream<Declaration> declaration(
            SyntaxNode node, String kind, Optional<SyntaxNode> name, SyntaxNode function) {
        return name.stream()
                .map(found -> build(
                        node,
                        kind,
                        found.text(),
                        Wording.qualified(node, SCOPES, found.text()),
                        visibility(node, found.text()),
                        function));
    }

    private Declaration build(
            SyntaxNode node, String kind, String name, String qualifiedName, String visibility, SyntaxNode function) {
        Optional<SyntaxNode> body = function.child("body");
        boolean callable = kind.equals("function") || kind.equals("method");
        return new Declaration(
                kind,
                name,
                qualifiedName,
                Wording.signature(node, body.or(() -> longValue(node)), DECORATORS)
                        .replaceFirst("\\s*=$", ""),
                visibility,
                Wording.commentAbove(statement(node), "/**", "///"),
                node,
                callable && body.isPresent() ? Optional.of(function) : Optional.empty(),
                callable ? parameters(function) : List.of(),
                function.child("return_type")
                        .map(type -> type.text().replaceFirst("^:\\s*", ""))
                        .orElse(""));
    }

    private static Optional<SyntaxNode> longValue(SyntaxNode node) {
        return node.child("value").filter(value -> value.end() - value.start() > 80);
    }

    private static List<String> parameters(SyntaxNode function) {
        return Stream.concat(
                        function.child("parameter").stream(),
                        function.child("parameters").stream().flatMap(list -> list.namedChildren().stream()))
                .map(SyntaxNode::text)
                .toList();
    }

    private String visibility(SyntaxNode node, String name) {
        boolean member = node.parent()
                .filter(parent -> Set.of("class_body", "interface_body", "object_type", "object")
                        .contains(parent.kind()))
                .isPresent();
        if (member) {
            return name.startsWith("#")
                    ? "private"
                    : node.children().stream()
                            .filter(child -> child.is("accessibility_modifier"))
                            .map(SyntaxNode::text)
                            .findFirst()
                            .orElse("public");
        }
        if (node.ancestors().anyMatch(outer -> outer.is(BODIES))) {
            return "private";
        }
        boolean open = !exports
                || exported.contains(name)
                || statement(node)
                        .parent()
                        .filter(parent -> parent.is("export_statement"))
                        .isPresent()
                || statement(node).is("export_statement");
        return open ? "public" : "private";
    }

    /** The outermost node that holds nothing but the declaration: a comment stands above that. */
    private static SyntaxNode statement(SyntaxNode node) {
        SyntaxNode outer = node;
        Set<String> wrappers = Set.of(
                "export_statement",
                "lexical_declaration",
                "variable_declaration",
                "expression_statement",
                "ambient_declaration");
        while (outer.parent().filter(parent -> parent.is(wrappers)).isPresent()) {
            outer = outer.parent().get();
        }
        return outer;
    }

    private static boolean isLocal(SyntaxNode node) {
        return node.ancestors()
                        .anyMatch(
                                outer -> outer.is(BODIES) || outer.is("for_statement") || outer.is("for_in_statement"))
                || node.parent()
                                .flatMap(SyntaxNode::parent)
                                .filter(outer -> outer.is("statement_block"))
                                .isPresent()
                        && node.ancestors().noneMatch(outer -> outer.is("internal_module"));
    }

    private void export(SyntaxNode value) {
        if (value.is("identifier")) {
            exported.add(value.text());
        }
        if (value.is("object")) {
            value.namedChildren().forEach(entry -> {
                if (entry.is("shorthand_property_identifier")) {
                    exported.add(entry.text());
                }
                entry.child("value")
                        .filter(named -> named.is("identifier"))
                        .ifPresent(named -> exported.add(named.text()));
            });
        }
    }

    private static boolean isExports(SyntaxNode assignment) {
        return assignment
                .child("left")
                .filter(left -> left.text().matches("(module\\.)?exports(\\.[\\w$]+)?"))
                .isPresent();
    }
}
