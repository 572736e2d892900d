package io.quantumlayer.parser.imports;

import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the imports of a tree. */
public final class Imports {

    private static final Set<String> LOADERS = Set.of("require", "import", "require.resolve");

    private Imports() {}

    /** All imports in document order. */
    public static List<Import> in(SyntaxTree tree) {
        Function<SyntaxNode, Stream<SyntaxNode>> reader = switch (tree.language()) {
            case PYTHON -> Imports::python;
            case JAVA -> Imports::java;
            case JAVASCRIPT, TYPESCRIPT -> Imports::script;
            case GO -> Imports::go;
        };
        return tree.root()
                .descendants()
                .flatMap(reader)
                .map(node -> new Import(module(node), node.line()))
                .distinct()
                .toList();
    }

    /** The package that a Java file declares; empty for none and for other languages. */
    public static String javaPackage(SyntaxTree tree) {
        return tree.root().children().stream()
                .filter(node -> node.is("package_declaration"))
                .flatMap(node -> node.namedChildren().stream())
                .filter(node -> node.is("scoped_identifier") || node.is("identifier"))
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("");
    }

    private static String module(SyntaxNode node) {
        return switch (node.kind()) {
            case "string", "interpreted_string_literal", "raw_string_literal", "template_string" ->
                node.text().replaceAll("^[\"'`]|[\"'`]$", "");
            case "import_declaration" ->
                node.text()
                        .replaceFirst("^import\\s+(static\\s+)?", "")
                        .replaceFirst(";$", "")
                        .replaceAll("\\s", "");
            case "future_import_statement" -> "__future__";
            default -> node.text().replaceAll("\\s", "");
        };
    }

    private static Stream<SyntaxNode> python(SyntaxNode node) {
        return switch (node.kind()) {
            case "import_statement" ->
                node.namedChildren().stream()
                        .flatMap(child -> child.is("aliased_import") ? child.child("name").stream() : Stream.of(child))
                        .filter(child -> child.is("dotted_name"));
            case "import_from_statement" -> node.child("module_name").stream();
            case "future_import_statement" -> Stream.of(node);
            default -> Stream.empty();
        };
    }

    private static Stream<SyntaxNode> java(SyntaxNode node) {
        return node.is("import_declaration") ? Stream.of(node) : Stream.empty();
    }

    private static Stream<SyntaxNode> go(SyntaxNode node) {
        return node.is("import_spec") ? node.child("path").stream() : Stream.empty();
    }

    private static Stream<SyntaxNode> script(SyntaxNode node) {
        return switch (node.kind()) {
            case "import_statement", "export_statement", "import_require_clause" -> node.child("source").stream();
            case "call_expression" ->
                node.child("function").filter(function -> LOADERS.contains(function.text())).stream()
                        .flatMap(function -> argument(node).stream());
            default -> Stream.empty();
        };
    }

    private static Optional<SyntaxNode> argument(SyntaxNode call) {
        return call.child("arguments").stream()
                .flatMap(arguments -> arguments.namedChildren().stream())
                .limit(1)
                .filter(argument -> argument.is("string"))
                .findFirst();
    }
}
