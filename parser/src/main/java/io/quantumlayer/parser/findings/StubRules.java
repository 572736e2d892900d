package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.Finding.Severity;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.Position;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Functions that do nothing yet. A query cannot say this: whether an empty body is meant depends on the type around it.
 *
 * <p>In tests only tests that test nothing are found; the fakes beside them may be as empty as they like.
 */
final class StubRules {

    static final List<String> RULES = List.of("empty-function", "empty-test", "not-implemented");

    private static final Pattern NOT_IMPLEMENTED =
            Pattern.compile("(?i)\\bnot[ _-]?(yet[ _-]?)?implemented|NotImplemented|unimplemented|\\b(TODO|stub)\\b");
    private static final Pattern UNSUPPORTED = Pattern.compile("UnsupportedOperationException\\(\\s*\\)");
    private static final Set<String> REFUSALS =
            Set.of("raise_statement", "throw_statement", "call_expression", "return_statement");
    private static final Set<String> EMPTY_STATEMENTS = Set.of("pass_statement", "empty_statement");
    private static final Pattern GO_REFUSAL =
            Pattern.compile("\\b(errors\\.New|fmt\\.Errorf)\\(\"(?i:[^\"]*not (yet )?implemented)");
    private static final int LONGEST_REFUSAL = 300;

    private static final Set<String> CHECKS =
            Set.of("assert_statement", "raise_statement", "throw_statement", "object_creation_expression");
    private static final Set<String> CALLS = Set.of("call", "call_expression", "new_expression", "method_invocation");
    private static final Set<String> DECISIONS = Set.of("if_statement", "ternary_expression");
    private static final Set<String> TEXTS = Set.of("string", "template_string");
    private static final int LONGEST_CALL = 60;

    /** Calls that only print, or that tell the runner about the test. */
    private static final Pattern HARMLESS =
            Pattern.compile("^(print|console\\.\\w+|fmt\\.Print\\w*|log\\.Print\\w*|System\\.((out|err)\\.\\w+|exit)"
                    + "|self\\.(subTest|id|shortDescription)|\\w+\\.(Log|Logf|Helper|Parallel|diagnostic))\\s*\\("
                    + "|^Promise\\.resolve\\(\\s*\\)$");

    private static final Pattern NEVER = Pattern.compile("\\(?\\s*(?i:false)\\s*\\)?");

    private StubRules() {}

    static Stream<Finding> find(String path, SyntaxTree tree, Deadline deadline) {
        NodeKinds kinds = NodeKinds.of(tree.language());
        if (TestPaths.isTest(tree.language(), path)) {
            return tree.root()
                    .descendants()
                    .peek(node -> deadline.check())
                    .filter(node -> DeclaredTests.isTest(path, node) || isProgram(path, node))
                    .flatMap(node -> emptyTest(path, node, kinds).stream());
        }
        Contracts contracts = new Contracts(tree);
        Stream<Finding> empty = tree.root()
                .descendants()
                .filter(node -> node.is(kinds.functions()) || isNamedLambda(node, kinds))
                .peek(function -> deadline.check())
                .flatMap(function -> empty(path, function, contracts).stream());
        return Stream.concat(
                empty,
                tree.root()
                        .descendants()
                        .filter(node -> node.is(REFUSALS))
                        .peek(node -> deadline.check())
                        .flatMap(node -> refusal(path, node, kinds, contracts).stream()));
    }

    private static Optional<Finding> empty(String path, SyntaxNode function, Contracts contracts) {
        Optional<SyntaxNode> body = function.child("body");
        if (body.isEmpty() || !statements(body.get()).stream().allMatch(StubRules::isNothing)) {
            return Optional.empty();
        }
        return contracts
                .severityOfEmpty(function)
                .map(severity -> finding(path, "empty-function", severity, "The body of '%s' does nothing", function));
    }

    /** Whether the node is what a test class without a framework has for tests. */
    private static boolean isProgram(String path, SyntaxNode node) {
        return DeclaredTests.JAVA_TEST_CLASS.matcher(path).find()
                && (JavaTestPrograms.isMain(node) && node.descendants().noneMatch(inner -> inner.is(DECISIONS))
                        || JavaTestPrograms.isCalled(node));
    }

    /** A test in which nothing is called and nothing asserted cannot fail, whatever the code does. */
    private static Optional<Finding> emptyTest(String path, SyntaxNode test, NodeKinds kinds) {
        if (!test.is("call_expression")) {
            return test.child("body").filter(body -> !canFail(body)).map(body -> emptyTest(path, test));
        }
        Set<String> marks = Set.of("skip", "todo");
        List<SyntaxNode> arguments =
                test.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of());
        boolean marked = test.child("function")
                .flatMap(function -> function.child("property"))
                .filter(property -> marks.contains(property.text()))
                .isPresent();
        boolean nothing = arguments.stream()
                .skip(arguments.size() > 1 ? 1 : 0)
                .flatMap(argument ->
                        argument.is("identifier") ? function(argument, kinds).stream() : Stream.of(argument))
                .filter(argument -> argument.is(kinds.lambdas()) || argument.is("function_declaration"))
                .map(lambda -> lambda.child("body")
                        .filter(body -> canFail(body, done(lambda)))
                        .isEmpty())
                .findFirst()
                .orElse(arguments.size() == 1 && arguments.getFirst().is(TEXTS));
        return nothing && !marked
                ? Optional.of(finding(path, "empty-test", Severity.HIGH, "A test tests nothing", test))
                : Optional.empty();
    }

    private static Finding emptyTest(String path, SyntaxNode test) {
        return finding(path, "empty-test", Severity.HIGH, "The test '%s' tests nothing", test);
    }

    private static boolean canFail(SyntaxNode body) {
        return canFail(body, "");
    }

    /** Whether something that runs asserts or calls; a call of {@code done} only tells the runner that the test is over. */
    private static boolean canFail(SyntaxNode node, String done) {
        if (node.is(CHECKS)
                || node.is(CALLS)
                        && !HARMLESS.matcher(node.head(LONGEST_CALL)).find()
                        && !node.text().equals(done)
                        && !isInnerTest(node)) {
            return true;
        }
        Optional<SyntaxNode> never = node.is("if_statement")
                        && node.child("condition")
                                .filter(condition ->
                                        NEVER.matcher(condition.text()).matches())
                                .isPresent()
                ? node.child("consequence")
                : Optional.empty();
        for (SyntaxNode child : node.children()) {
            if (!never.equals(Optional.of(child)) && canFail(child, done)) {
                return true;
            }
            if (child.is("return_statement")) {
                return false;
            }
        }
        return false;
    }

    /** A test of Go within a test is as good as its function. */
    private static boolean isInnerTest(SyntaxNode call) {
        return call.child("function")
                        .filter(function -> function.text().matches("\\w+\\.Run"))
                        .isPresent()
                && call.child("arguments").stream()
                        .flatMap(arguments -> arguments.namedChildren().stream())
                        .anyMatch(argument -> argument.is("func_literal"));
    }

    /** The call that says that a test with a callback is over: {@code done()} in {@code (t, done) => { done(); }}. */
    private static String done(SyntaxNode lambda) {
        return lambda.child("parameters")
                .map(SyntaxNode::namedChildren)
                .filter(parameters -> parameters.size() == 2)
                .map(parameters -> parameters.getLast().text() + "()")
                .orElse("");
    }

    /** The function that a name stands for in the file of a script; empty where there is not one alone. */
    private static Optional<SyntaxNode> function(SyntaxNode name, NodeKinds kinds) {
        List<SyntaxNode> named = name.tree()
                .root()
                .descendants()
                .filter(node -> node.is("function_declaration") || isNamedLambda(node, kinds))
                .filter(node -> node.child("name")
                        .or(() -> node.parent().flatMap(parent -> parent.child("name")))
                        .filter(found -> found.text().equals(name.text()))
                        .isPresent())
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static Optional<Finding> refusal(String path, SyntaxNode node, NodeKinds kinds, Contracts contracts) {
        if (!isRefusal(node)) {
            return Optional.empty();
        }
        Optional<SyntaxNode> function = node.ancestors()
                .filter(outer -> outer.is(kinds.functions()) || isNamedLambda(outer, kinds))
                .findFirst();
        if (function.isPresent() && contracts.isContract(function.get())) {
            return Optional.empty();
        }
        boolean alone = function.flatMap(found -> found.child("body"))
                .filter(body -> statements(body).size() == 1)
                .isPresent();
        return Optional.of(function.map(found -> finding(
                        path,
                        "not-implemented",
                        alone ? Severity.HIGH : Severity.MEDIUM,
                        "'%s' is not implemented",
                        found,
                        node))
                .orElseGet(
                        () -> finding(path, "not-implemented", Severity.MEDIUM, "Something is not implemented", node)));
    }

    private static boolean isRefusal(SyntaxNode node) {
        String text = node.head(LONGEST_REFUSAL);
        return switch (node.kind()) {
            case "raise_statement" -> text.matches("(?s)raise\\s+NotImplementedError\\b.*");
            case "throw_statement" ->
                NOT_IMPLEMENTED.matcher(text).find()
                        || UNSUPPORTED.matcher(text).find() && !overrides(node);
            case "call_expression" ->
                text.startsWith("panic(") && NOT_IMPLEMENTED.matcher(text).find();
            case "return_statement" -> GO_REFUSAL.matcher(text).find();
            default -> false;
        };
    }

    /** {@code Iterator.remove} and the like may say that they are unsupported. */
    private static boolean overrides(SyntaxNode node) {
        return node.ancestors()
                .filter(outer -> outer.is("method_declaration"))
                .findFirst()
                .filter(method -> method.head(20).startsWith("@Override"))
                .isPresent();
    }

    /** What a body does, without its docstring. */
    private static List<SyntaxNode> statements(SyntaxNode body) {
        List<SyntaxNode> statements = body.namedChildren().stream()
                .flatMap(child -> child.is("statement_list") ? child.namedChildren().stream() : Stream.of(child))
                .toList();
        boolean documented = !statements.isEmpty()
                && statements.getFirst().is("expression_statement")
                && statements.getFirst().namedChildren().stream().allMatch(value -> value.is("string"));
        return documented ? statements.subList(1, statements.size()) : statements;
    }

    private static boolean isNothing(SyntaxNode statement) {
        return statement.is(EMPTY_STATEMENTS)
                || statement.is("expression_statement")
                        && statement.namedChildren().stream().allMatch(value -> value.is("ellipsis"));
    }

    private static boolean isNamedLambda(SyntaxNode node, NodeKinds kinds) {
        return node.is(kinds.lambdas())
                && node.parent()
                        .filter(parent -> parent.is("variable_declarator"))
                        .isPresent();
    }

    private static Finding finding(String path, String rule, Severity severity, String message, SyntaxNode function) {
        return finding(path, rule, severity, message, function, function);
    }

    private static Finding finding(
            String path, String rule, Severity severity, String message, SyntaxNode function, SyntaxNode place) {
        Position position = place.position();
        String name = function.child("name")
                .or(() -> function.parent().flatMap(parent -> parent.child("name")))
                .map(SyntaxNode::text)
                .orElse("");
        return new Finding(
                path,
                Category.STUB,
                rule,
                severity,
                message.formatted(name),
                position.line(),
                position.column(),
                null,
                rule.equals("empty-test") ? "Test what the name says." : "Write what the name says.");
    }
}
