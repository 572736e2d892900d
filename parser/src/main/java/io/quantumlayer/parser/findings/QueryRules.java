package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.Finding.Severity;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.Grammar;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.Position;
import io.quantumlayer.parser.syntax.QueryMatch;
import io.quantumlayer.parser.syntax.QueryPattern;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxParser;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.TreeQuery;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules that are queries, compiled together for each grammar: one walk over a tree tries all of them. */
final class QueryRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final int LONGEST_QUOTE = 60;

    /** Parts of a loop that run once in each pass; what it goes over is computed once. */
    private static final Set<String> REPEATED = Set.of("body", "condition", "increment", "update");

    private final SyntaxParser parser;
    private final Map<Grammar, TreeQuery> queries = new ConcurrentHashMap<>();
    /** By number: two rules may share an id, one for each language. */
    private final Map<String, Compiled> rules = new LinkedHashMap<>();

    QueryRules(SyntaxParser parser, List<Rule> all) {
        this.parser = parser;
        for (int number = 0; number < all.size(); number++) {
            Rule rule = all.get(number);
            rules.put(rule.id() + "#" + number, Compiled.of(rule));
        }
    }

    /** Compiles the rules of every grammar, each of which takes a fifth of a second; else its first file does. */
    void compile() {
        Arrays.stream(Grammar.values()).forEach(this::query);
    }

    private TreeQuery query(Grammar grammar) {
        return queries.computeIfAbsent(
                grammar,
                missing -> parser.compile(
                        missing,
                        rules.entrySet().stream()
                                .filter(entry -> entry.getValue()
                                        .rule()
                                        .languages()
                                        .contains(missing.language().id()))
                                .flatMap(entry ->
                                        QueryPattern.split(
                                                entry.getKey(),
                                                entry.getValue().rule().query())
                                                .stream())
                                .toList()));
    }

    Stream<Finding> find(String path, SyntaxTree tree, Deadline deadline) {
        TreeQuery query = query(tree.grammar());
        boolean test = TestPaths.isTest(tree.language(), path);
        return tree.matches(query, deadline).stream()
                .peek(match -> deadline.check())
                .flatMap(match -> find(path, match, test).stream());
    }

    private Optional<Finding> find(String path, QueryMatch match, boolean test) {
        Compiled compiled = rules.get(match.pattern().owner());
        Optional<SyntaxNode> place = match.first("match")
                .or(() ->
                        match.captures().values().stream().flatMap(List::stream).findFirst());
        if (compiled == null || place.isEmpty() || !applies(compiled, place.get())) {
            return Optional.empty();
        }
        Rule rule = compiled.rule();
        if (test && rule.treatmentInTests().equals("skip")) {
            return Optional.empty();
        }
        Position position = place.get().position();
        return Optional.of(new Finding(
                path,
                Category.ofKey(rule.category()),
                rule.id(),
                test && rule.treatmentInTests().equals("low") ? Severity.LOW : Severity.ofKey(rule.severity()),
                worded(rule.message(), match),
                position.line(),
                position.column(),
                rule.cwe(),
                rule.remediation()));
    }

    /** Category and id of each of a language's rules. */
    Stream<Map.Entry<String, String>> of(Language language) {
        return rules.values().stream()
                .map(Compiled::rule)
                .filter(rule -> rule.languages().contains(language.id()))
                .sorted(Comparator.comparing(Rule::id))
                .map(rule -> Map.entry(rule.category(), rule.id()));
    }

    /** OWASP entry of a rule. */
    Optional<String> owasp(String rule) {
        return rules.values().stream()
                .map(Compiled::rule)
                .filter(known -> known.id().equals(rule))
                .flatMap(known -> Optional.ofNullable(known.owasp()).stream())
                .findFirst();
    }

    private static boolean applies(Compiled compiled, SyntaxNode node) {
        int loops = compiled.rule().insideLoops();
        Optional<SyntaxNode> function = functionAround(node);
        boolean wanted = compiled.inFunction().isEmpty()
                || function.flatMap(found -> found.child("name"))
                        .filter(name -> Compiled.isIn(name, compiled.inFunction()))
                        .isPresent();
        SyntaxNode root = node.tree().root();
        return wanted
                && (loops == 0 || loopsAround(node) >= loops)
                && !Compiled.isIn(function.orElse(root), compiled.unless())
                && !Compiled.isIn(root, compiled.unlessFile());
    }

    private static Optional<SyntaxNode> functionAround(SyntaxNode node) {
        NodeKinds kinds = NodeKinds.of(node.tree().language());
        return node.ancestors()
                .filter(outer -> outer.is(kinds.functions()) || isNamedLambda(outer))
                .findFirst();
    }

    /** {@code const name = () => …}: the declarator has the name. */
    private static boolean isNamedLambda(SyntaxNode node) {
        return node.is("variable_declarator")
                && node.child("value")
                        .filter(value ->
                                value.is(NodeKinds.of(node.tree().language()).lambdas()))
                        .isPresent();
    }

    private static int loopsAround(SyntaxNode node) {
        NodeKinds kinds = NodeKinds.of(node.tree().language());
        int loops = 0;
        SyntaxNode inner = node;
        for (SyntaxNode outer : node.ancestors().toList()) {
            if (outer.is(kinds.functions()) || outer.is(kinds.types())) {
                break;
            }
            if (outer.is(kinds.loops()) && REPEATED.contains(inner.field())) {
                loops++;
            }
            inner = outer;
        }
        return loops;
    }

    private static String worded(String message, QueryMatch match) {
        return PLACEHOLDER.matcher(message).replaceAll(found -> {
            String text = match.first(found.group(1)).map(SyntaxNode::text).orElse(found.group());
            return Matcher.quoteReplacement(text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) : text);
        });
    }

    /** A rule with its regular expressions. */
    private record Compiled(
            Rule rule, Optional<Pattern> inFunction, Optional<Pattern> unless, Optional<Pattern> unlessFile) {

        static Compiled of(Rule rule) {
            return new Compiled(
                    rule,
                    Optional.ofNullable(rule.inFunction()).map(Pattern::compile),
                    Optional.ofNullable(rule.unless()).map(Pattern::compile),
                    Optional.ofNullable(rule.unlessFile()).map(Pattern::compile));
        }

        static boolean isIn(SyntaxNode node, Optional<Pattern> pattern) {
            return pattern.filter(found -> found.matcher(node.text()).find()).isPresent();
        }
    }
}
