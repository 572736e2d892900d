package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.Finding.Severity;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells functions that are empty because others fill them from those that somebody forgot. */
final class Contracts {

    private static final Pattern ABSTRACT_NAME = Pattern.compile("^_?(Base|Abstract)|(Base|Interface|Mixin|Protocol)$");
    private static final Pattern PYTHON_CONTRACT = Pattern.compile("\\b(Protocol|ABC|ABCMeta)\\b");
    private static final Pattern PYTHON_DECORATOR =
            Pattern.compile("(?m)^\\s*@\\S*\\b(abstract\\w*|overload|singledispatch)\\b");
    private static final Pattern JAVA_TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|Property|TestFactory)\\b");

    /** Names that promise nothing. */
    private static final Pattern NOTHING = Pattern.compile("(?i)^(no_?op|do_?nothing|nothing)");

    private final NodeKinds kinds;
    private final Set<String> extended;

    Contracts(SyntaxTree tree) {
        kinds = NodeKinds.of(tree.language());
        extended = tree.root()
                .descendants()
                .filter(node -> node.is(kinds.types()))
                .flatMap(type -> type.children().stream())
                .filter(child ->
                        Set.of("superclasses", "superclass").contains(child.field()) || child.is("class_heritage"))
                .flatMap(SyntaxNode::descendants)
                .filter(node -> node.is(Set.of("identifier", "type_identifier")))
                .map(SyntaxNode::text)
                .collect(Collectors.toSet());
    }

    /** Whether subclasses are to fill the function. */
    boolean isContract(SyntaxNode function) {
        if (function.parent()
                .filter(parent -> parent.is("decorated_definition")
                        && PYTHON_DECORATOR
                                .matcher(parent.head(function.start() - parent.start()))
                                .find())
                .isPresent()) {
            return true;
        }
        return type(function)
                .filter(type -> type.is("interface_declaration")
                        || type.is("abstract_class_declaration")
                        || type.child("name")
                                .filter(name -> extended.contains(name.text())
                                        || ABSTRACT_NAME.matcher(name.text()).find())
                                .isPresent()
                        || type.child("superclasses")
                                .filter(bases ->
                                        PYTHON_CONTRACT.matcher(bases.text()).find())
                                .isPresent()
                        || type.children().stream()
                                .anyMatch(child ->
                                        child.is("modifiers") && child.text().contains("abstract")))
                .isPresent();
    }

    /** How suspicious an empty body is; empty where it is none. */
    Optional<Severity> severityOfEmpty(SyntaxNode function) {
        if (function.child("name")
                .filter(name -> NOTHING.matcher(name.text()).find())
                .isPresent()) {
            return Optional.empty();
        }
        boolean explained = function.child("body").stream()
                .flatMap(SyntaxNode::descendants)
                .anyMatch(node -> node.is(NodeKinds.COMMENTS));
        return switch (function.tree().language()) {
            case PYTHON -> pythonSeverity(function, explained);
            case JAVA ->
                isContract(function) || explained || !function.is("method_declaration") || isAnonymous(function)
                        ? Optional.empty()
                        : Optional.of(function.head(20).startsWith("@Override") ? Severity.LOW : Severity.MEDIUM);
            case JAVASCRIPT, TYPESCRIPT -> scriptSeverity(function, explained);
            case GO ->
                explained
                        ? Optional.empty()
                        : Optional.of(function.is("method_declaration") ? Severity.LOW : Severity.MEDIUM);
        };
    }

    private Optional<Severity> pythonSeverity(SyntaxNode function, boolean explained) {
        String name = function.child("name").map(SyntaxNode::text).orElse("");
        if (isContract(function) || name.startsWith("__") && name.endsWith("__")) {
            return Optional.empty();
        }
        boolean overriding =
                type(function).flatMap(type -> type.child("superclasses")).isPresent();
        return Optional.of(overriding || explained ? Severity.LOW : Severity.HIGH);
    }

    private Optional<Severity> scriptSeverity(SyntaxNode function, boolean explained) {
        boolean constructor = function.child("name")
                .filter(name -> name.text().equals("constructor"))
                .isPresent();
        boolean inObject =
                function.parent().filter(parent -> parent.is("object")).isPresent();
        // const noop = () => {} says by its name that nothing is to happen.
        boolean lambda = function.is(kinds.lambdas());
        if (isContract(function) || explained || constructor || inObject || lambda) {
            return Optional.empty();
        }
        boolean overriding = type(function)
                .filter(type -> type.children().stream().anyMatch(child -> child.is("class_heritage")))
                .isPresent();
        return Optional.of(overriding ? Severity.LOW : Severity.MEDIUM);
    }

    /** Whether a test runner calls the function. */
    static boolean isTest(SyntaxNode function) {
        String name = function.child("name").map(SyntaxNode::text).orElse("");
        return switch (function.tree().language()) {
            case PYTHON -> name.startsWith("test");
            case JAVA ->
                function.children().stream()
                        .anyMatch(child -> child.is("modifiers")
                                && JAVA_TEST.matcher(child.text()).find());
            case GO -> name.startsWith("Test") || name.startsWith("Fuzz");
            case JAVASCRIPT, TYPESCRIPT -> false;
        };
    }

    private Optional<SyntaxNode> type(SyntaxNode function) {
        return function.ancestors()
                .filter(outer -> outer.is(kinds.types()) || outer.is(kinds.functions()))
                .findFirst()
                .filter(outer -> outer.is(kinds.types()));
    }

    private static boolean isAnonymous(SyntaxNode method) {
        return method.parent()
                .flatMap(SyntaxNode::parent)
                .filter(outer -> outer.is("object_creation_expression"))
                .isPresent();
    }
}
