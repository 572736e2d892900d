package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.DeclaredTest;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tests of a file by the names that the runner reports: methods of {@code unittest}, calls of {@code node:test}, {@code
 * testing}'s functions, and in Java the methods of a class whose {@code main} hands an instance of it to a runner, or
 * reports them itself.
 */
public final class DeclaredTests {

    private static final Set<String> CALLS = Set.of("test", "it");
    private static final Set<String> VARIANTS = Set.of("only", "skip", "todo");
    private static final Pattern GO_TEST = Pattern.compile("(Test|Fuzz)(?!\\p{Ll}).*");
    private static final Pattern GO_EXAMPLE = Pattern.compile("Example(?!\\p{Ll}).*");
    static final Pattern JAVA_TEST_CLASS = Pattern.compile("(^|/)[^/]*Test\\.java$");
    private static final Pattern PYTHON_TEST_MODULE = Pattern.compile("(^|/)test[^/]*\\.py$");
    private static final Pattern TEST_CLASS = Pattern.compile("^_?Test|(Tests?|TestCase)$");
    private static final Pattern COMPUTED = Pattern.compile("\\$\\{[^}]*}|\\\\[^'\"`\\\\]");

    private DeclaredTests() {}

    /** Tests in the order of the file; none in a file that is no test by its path. */
    public static List<DeclaredTest> in(String path, SyntaxTree tree) {
        if (!TestPaths.isTest(tree.language(), path)) {
            return List.of();
        }
        return tree.root()
                .descendants()
                .flatMap(node -> at(path, node).stream())
                .toList();
    }

    /** Whether the node is a test that {@link #in} tells of. */
    static boolean isTest(String path, SyntaxNode node) {
        return at(path, node).isPresent();
    }

    private static Optional<DeclaredTest> at(String path, SyntaxNode node) {
        return switch (node.tree().language()) {
            case PYTHON -> python(path, node);
            case JAVA -> java(path, node);
            case GO -> go(node);
            case JAVASCRIPT, TYPESCRIPT -> script(node);
        };
    }

    private static Optional<DeclaredTest> python(String path, SyntaxNode node) {
        if (!node.is("function_definition") || !name(node).startsWith("test")) {
            return Optional.empty();
        }
        Optional<SyntaxNode> outer = enclosing(node);
        if (outer.isEmpty()) {
            return Optional.of(
                    test(name(node), node, PYTHON_TEST_MODULE.matcher(path).find()));
        }
        return outer.filter(type -> type.is("class_definition"))
                .map(type -> test(
                        name(node),
                        node,
                        type.child("superclasses").isPresent()
                                || TEST_CLASS.matcher(name(type)).find()));
    }

    private static Optional<DeclaredTest> go(SyntaxNode node) {
        if (!node.is("function_declaration") || name(node).equals("TestMain")) {
            return Optional.empty();
        }
        String parameters = node.child("parameters").map(SyntaxNode::text).orElse("");
        if (GO_TEST.matcher(name(node)).matches()
                && parameters.matches("\\(\\s*\\w*\\s*\\*testing\\.[TF]\\s*,?\\s*\\)")) {
            return Optional.of(test(name(node), node, true));
        }
        return GO_EXAMPLE.matcher(name(node)).matches() ? Optional.of(test(name(node), node, false)) : Optional.empty();
    }

    private static Optional<DeclaredTest> java(String path, SyntaxNode node) {
        if (!node.is("method_declaration")) {
            return Optional.empty();
        }
        if (Contracts.isTest(node)) {
            return Optional.of(test(name(node), node, true));
        }
        Set<String> modifiers = node.children().stream()
                .filter(child -> child.is("modifiers"))
                .flatMap(child -> child.children().stream())
                .map(SyntaxNode::text)
                .collect(Collectors.toSet());
        boolean callable = modifiers.contains("public")
                && !modifiers.contains("static")
                && node.child("parameters")
                        .filter(parameters -> parameters.namedChildren().isEmpty())
                        .isPresent();
        if (!JAVA_TEST_CLASS.matcher(path).find()) {
            return Optional.empty();
        }
        if (callable && enclosing(node).filter(DeclaredTests::runsItself).isPresent()) {
            return Optional.of(test(name(node), node, true));
        }
        return JavaTestPrograms.isReported(node) ? Optional.of(test(name(node), node, false)) : Optional.empty();
    }

    /** Whether something in the class is called with {@code new} of the class itself, as {@code Tap.run(new AddingTest())}. */
    private static boolean runsItself(SyntaxNode type) {
        return type.is("class_declaration")
                && enclosing(type).isEmpty()
                && type.descendants()
                        .filter(node -> node.is("object_creation_expression"))
                        .filter(node -> node.parent()
                                .filter(list -> list.is("argument_list"))
                                .isPresent())
                        .anyMatch(node -> node.child("type")
                                .filter(created -> created.text().equals(name(type)))
                                .isPresent());
    }

    private static Optional<DeclaredTest> script(SyntaxNode node) {
        if (!node.is("call_expression")) {
            return Optional.empty();
        }
        List<SyntaxNode> arguments =
                node.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of());
        return node.child("function")
                .filter(function -> isTestCall(function, arguments))
                .map(function -> scriptName(arguments))
                .map(name -> test(name, node, !name.contains("*")));
    }

    private static boolean isTestCall(SyntaxNode function, List<SyntaxNode> arguments) {
        if (function.is("identifier")) {
            return CALLS.contains(function.text());
        }
        String object = function.child("object").map(SyntaxNode::text).orElse("");
        String property = function.child("property").map(SyntaxNode::text).orElse("");
        // A regular expression has a method of this name too, and that takes no function.
        return VARIANTS.contains(property) && CALLS.contains(object)
                || CALLS.contains(property)
                        && arguments.size() > 1
                        && arguments.stream()
                                .anyMatch(argument -> argument.is(
                                        NodeKinds.of(Language.JAVASCRIPT).lambdas()));
    }

    private static String scriptName(List<SyntaxNode> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().is(Set.of("string", "template_string"))) {
            return "*";
        }
        String literal = arguments.getFirst().text();
        return COMPUTED.matcher(literal.substring(1, literal.length() - 1))
                .replaceAll("*")
                .replaceAll("\\\\(['\"`\\\\])", "$1");
    }

    private static Optional<SyntaxNode> enclosing(SyntaxNode node) {
        NodeKinds kinds = NodeKinds.of(node.tree().language());
        return node.ancestors()
                .filter(outer -> outer.is(kinds.types()) || outer.is(kinds.functions()))
                .findFirst();
    }

    private static String name(SyntaxNode node) {
        return node.child("name").map(SyntaxNode::text).orElse("");
    }

    private static DeclaredTest test(String name, SyntaxNode node, boolean certain) {
        return new DeclaredTest(name, node.line(), certain);
    }
}
