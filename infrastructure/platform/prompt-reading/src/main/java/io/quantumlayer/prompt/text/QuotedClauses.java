package io.quantumlayer.prompt.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Clauses of a text as they stand, of at most 500 characters: lines, sentences, and what semicolons part.
 *
 * @param constraints the first 50 that hold a word such as "must" or "at most"
 * @param examples the first 50 that hold a sign such as "e.g." or an arrow
 */
public record QuotedClauses(List<String> constraints, List<String> examples) {

    private static final int MOST = 50;
    private static final int LONGEST = 500;

    private static final Pattern END = Pattern.compile("\\n|;\\s|(?<!\\be\\.g|\\bi\\.e|\\betc)(?<=[.!?])\\s");
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d{1,3}[.)])\\s+");
    private static final Pattern CONSTRAINT = Pattern.compile(
            "(?<!\\w)(?:must|shall|should|may not|cannot|can't|never|always|only|at most|at least|no more than|no less than"
                    + "|up to|(?:less|greater|fewer|more|longer|shorter) than|within|max|maximum|min|minimum|exactly|between"
                    + "|without|unique|required|optional|not allowed|limited to|thread-safe|in constant time"
                    + "|O\\([^)]{1,40}\\))(?!\\w)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern EXAMPLE = Pattern.compile(
            "\\be\\.g\\.|\\bfor (?:example|instance)\\b|\\bsuch as\\b|\\bexamples?:|->|=>|→|==|\\breturns? .{1,80} for\\b",
            Pattern.CASE_INSENSITIVE);

    /** Cuts a text. */
    public static QuotedClauses of(String text) {
        List<String> clauses = END.splitAsStream(text)
                .map(clause ->
                        LIST_MARK.matcher(clause.strip()).replaceFirst("").strip())
                .filter(clause -> !clause.isEmpty() && clause.length() <= LONGEST)
                .distinct()
                .toList();
        return new QuotedClauses(holding(CONSTRAINT, clauses), holding(EXAMPLE, clauses));
    }

    private static List<String> holding(Pattern sign, List<String> clauses) {
        return clauses.stream()
                .filter(clause -> sign.matcher(clause).find())
                .limit(MOST)
                .toList();
    }
}
