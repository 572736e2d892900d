package io.quantumlayer.parser.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pattern of a query in tree-sitter's language, apart from its predicates. They are tested here, because the binding
 * tests none on a tree that was parsed piece by piece.
 *
 * @param owner who the pattern belongs to, named in errors
 * @param source the pattern without its predicates
 */
public record QueryPattern(String owner, String source, List<TextPredicate> predicates) {

    private static final String ARGUMENT = "\"(?:[^\"\\\\]|\\\\.)*\"|@[\\w.-]+";
    private static final Pattern PREDICATE =
            Pattern.compile("\\(\\s*#([\\w-]+\\?)\\s+((?:(?:" + ARGUMENT + ")\\s*)+)\\)");
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|;[^\\n]*|[()\\[\\]]|[^\\s()\\[\\]\";]+");

    /**
     * The patterns of a query.
     *
     * @throws IllegalArgumentException when brackets do not match or a predicate is unknown
     */
    public static List<QueryPattern> split(String owner, String query) {
        List<QueryPattern> patterns = new ArrayList<>();
        Matcher token = TOKEN.matcher(query);
        int depth = 0;
        int start = -1;
        int end = -1;
        while (token.find()) {
            char first = token.group().charAt(0);
            if (first == ';') {
                continue;
            }
            if (depth == 0 && first != '@' && first != ')' && first != ']') {
                if (start >= 0) {
                    patterns.add(of(owner, query.substring(start, end)));
                }
                start = token.start();
            }
            if (first == '(' || first == '[') {
                depth++;
            } else if (first == ')' || first == ']') {
                depth--;
            }
            end = token.end();
        }
        if (depth != 0 || start < 0) {
            throw new IllegalArgumentException(
                    "Rule '%s': the query is empty or its brackets do not match".formatted(owner));
        }
        patterns.add(of(owner, query.substring(start, end)));
        return patterns;
    }

    private static QueryPattern of(String owner, String source) {
        List<TextPredicate> predicates = new ArrayList<>();
        Matcher matcher = PREDICATE.matcher(source);
        String rest = matcher.replaceAll(found -> {
            predicates.add(TextPredicate.of(owner, found.group(1), arguments(found.group(2))));
            return "";
        });
        if (rest.contains("(#")) {
            throw new IllegalArgumentException("Rule '%s': cannot read the predicate in %s".formatted(owner, rest));
        }
        return new QueryPattern(owner, rest, List.copyOf(predicates));
    }

    private static List<String> arguments(String text) {
        return Pattern.compile(ARGUMENT)
                .matcher(text)
                .results()
                .map(found -> found.group().startsWith("\"") ? unquote(found.group()) : found.group())
                .toList();
    }

    private static String unquote(String literal) {
        return literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
