package io.quantumlayer.parser.findings;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxParser;
import io.quantumlayer.parser.syntax.SyntaxTree;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rules. Safe for several threads. */
public final class Findings {

    /** What a report says of a file whose tree is not searchable. */
    public static final String NOT_SEARCHED =
            "Most rules were not run: the file nests too deep, or most of it is not of the language";

    private final QueryRules rules;

    /**
     * Reads the rules.
     *
     * @param directory YAML files with more rules, or {@code null}
     * @throws IllegalArgumentException naming the rule that is not as it must be
     */
    public Findings(SyntaxParser parser, @Nullable Path directory) {
        this.rules = new QueryRules(parser, RuleFiles.read(directory));
        // Tests have compiled the rules that come with the service; those of others must fail at the start.
        if (directory != null) {
            rules.compile();
        }
    }

    /** What the rules find in a file, in document order; a rule speaks once for each line. */
    public List<Finding> in(String path, SyntaxTree tree, Deadline deadline) {
        Set<String> seen = new HashSet<>();
        return Stream.concat(rules.find(path, tree, deadline), StubRules.find(path, tree, deadline))
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .filter(finding -> seen.add(finding.rule() + ":" + finding.line()))
                .toList();
    }

    /** Ids of a language's rules by category. */
    public Map<String, List<String>> rules(Language language) {
        return Stream.concat(rules.of(language), StubRules.RULES.stream().map(id -> Map.entry(Category.STUB.key(), id)))
                .distinct()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Entry of the OWASP Top 10 that a rule belongs to. */
    public Optional<String> owasp(String rule) {
        return rules.owasp(rule);
    }
}
