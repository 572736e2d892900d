package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.Finding;
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

    private StubRules() {}

    static Stream<Finding> find(String path, SyntaxTree tree, Deadline deadline) {
        boolean test = TestPaths.isTest(tree.language(), path);
        Contracts contracts = new Contracts(tree);
        NodeKinds kinds = NodeKinds.of(tree.language());
        Stream<Finding> empty = tree.root()
                .descendants()
                .filter(node -> node.is(kinds.functions()) || isNamedLambda(node, kinds))
                .peek(function -> deadline.check())
                .flatMap(function -> empty(path, function, test, contracts).stream());
        if (test) {
            return Stream.concat(
                    empty, tree.root().descendants().flatMap(node -> emptyCallback(path, node, kinds).stream()));
        }
        return Stream.concat(
                empty,
                tree.root()
                        .descendants()
                        .filter(node -> node.is(REFUSALS))
                        .peek(node -> deadline.check())
                        .flatMap(node -> refusal(path, node, kinds, contracts).stream()));
    }

    private static Optional<Finding> empty(String path, SyntaxNode function, boolean test, Contracts contracts) {
        Optional<SyntaxNode> body = function.child("body");
        if (body.isEmpty() || !statements(body.get()).stream().allMatch(StubRules::isNothing)) {
            return Optional.empty();
        }
        if (test) {
            return Contracts.isTest(function)
                    ? Optional.of(finding(path, "empty-test", "high", "The test '%s' tests nothing", function))
                    : Optional.empty();
        }
        return contracts
                .severityOfEmpty(function)
                .map(severity -> finding(path, "empty-function", severity, "The body of '%s' does nothing", function));
    }

    private static Optional<Finding> emptyCallback(String path, SyntaxNode call, NodeKinds kinds) {
        boolean test = call.is("call_expression")
                && call.child("function")
                        .filter(name -> Set.of("it", "test").contains(name.text()))
                        .isPresent();
        return call.child("arguments").stream()
                .filter(arguments -> test)
                .flatMap(arguments -> arguments.namedChildren().stream())
                .filter(argument -> argument.is(kinds.lambdas())
                        && argument.child("body")
                                .filter(body -> body.is("statement_block")
                                        && body.namedChildren().isEmpty())
                                .isPresent())
                .findFirst()
                .map(callback -> finding(path, "empty-test", "high", "A test tests nothing", call));
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
                        path, "not-implemented", alone ? "high" : "medium", "'%s' is not implemented", found, node))
                .orElseGet(() -> finding(path, "not-implemented", "medium", "Something is not implemented", node)));
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

    private static Finding finding(String path, String rule, String severity, String message, SyntaxNode function) {
        return finding(path, rule, severity, message, function, function);
    }

    private static Finding finding(
            String path, String rule, String severity, String message, SyntaxNode function, SyntaxNode place) {
        Position position = place.position();
        String name = function.child("name")
                .or(() -> function.parent().flatMap(parent -> parent.child("name")))
                .map(SyntaxNode::text)
                .orElse("");
        return new Finding(
                path,
                "stub",
                rule,
                severity,
                message.formatted(name),
                position.line(),
                position.column(),
                null,
                rule.equals("empty-test") ? "Test what the name says." : "Write what the name says.");
    }
}
