package io.quantumlayer.parser.findings;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Test classes of Java whose {@code main} calls its tests by their names and reports each of them. */
final class JavaTestPrograms {

    private static final NodeKinds KINDS = NodeKinds.of(Language.JAVA);
    private static final Pattern PREPARES = Pattern.compile("(?i)^(set_?up|tear_?down|before|after|reset|clean)");

    private JavaTestPrograms() {}

    /**
     * Whether a method is a test that the class reports: its name ends a text, as in {@code "ok 1 - adds"}, or it is handed on
     * beside a text, as in {@code check("adds two numbers", AddingTest::adds)}.
     */
    static boolean isReported(SyntaxNode method) {
        Pattern text = Pattern.compile("(^\"|\\W)" + Pattern.quote(name(method)) + "(\\\\n)?\"$");
        return isStep(method)
                && program(method).stream()
                        .flatMap(SyntaxNode::descendants)
                        .anyMatch(node -> node.is("string_literal")
                                        && text.matcher(node.text()).find()
                                || isHandedOn(node, name(method)));
    }

    /** Whether a method without any statement is called as if it did something. */
    static boolean isCalled(SyntaxNode method) {
        return isStep(method)
                && !PREPARES.matcher(name(method)).find()
                && method.child("body")
                        .filter(body -> body.namedChildren().isEmpty())
                        .isPresent()
                && program(method).stream()
                        .flatMap(SyntaxNode::descendants)
                        .anyMatch(node -> node.is("method_invocation")
                                && node.child("name")
                                        .filter(called -> called.text().equals(name(method)))
                                        .isPresent());
    }

    /** Whether the method is the {@code main} of a class. */
    static boolean isMain(SyntaxNode method) {
        return method.is("method_declaration")
                && name(method).equals("main")
                && method.head(200).matches("(?s)[^{]*\\bstatic\\s+void\\s+main\\s*\\(.*");
    }

    private static boolean isHandedOn(SyntaxNode node, String name) {
        return node.is("method_reference")
                && node.text().endsWith("::" + name)
                && node.parent()
                        .filter(list -> list.is("argument_list")
                                && list.namedChildren().stream().anyMatch(argument -> argument.is("string_literal")))
                        .isPresent();
    }

    /** A method that takes nothing and returns nothing. */
    private static boolean isStep(SyntaxNode method) {
        return method.is("method_declaration")
                && method.child("type").filter(type -> type.is("void_type")).isPresent()
                && method.child("parameters")
                        .filter(parameters -> parameters.namedChildren().isEmpty())
                        .isPresent();
    }

    /** The class around the method, if it has a {@code main}. */
    private static Optional<SyntaxNode> program(SyntaxNode method) {
        return method.ancestors()
                .filter(outer -> outer.is(KINDS.types()))
                .findFirst()
                .filter(type ->
                        type.is("class_declaration") && type.descendants().anyMatch(JavaTestPrograms::isMain));
    }

    private static String name(SyntaxNode method) {
        return method.child("name").map(SyntaxNode::text).orElse("");
    }
}
