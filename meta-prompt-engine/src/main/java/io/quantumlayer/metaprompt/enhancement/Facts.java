package io.quantumlayer.metaprompt.enhancement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request states: the things it keeps, its limits, its examples.
 *
 * @param constraints clauses, word for word
 * @param examples clauses, word for word
 */
record Facts(List<Entity> entities, List<Relation> relations, List<String> constraints, List<String> examples) {

    private static final int MOST_CLAUSES = 50;
    private static final int LONGEST_CLAUSE = 500;

    private static final Pattern CLAUSE_END = Pattern.compile("\\n|;\\s|(?<!\\be\\.g|\\bi\\.e|\\betc)(?<=[.!?])\\s");
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d{1,3}[.)])\\s+");
    private static final WordPattern CONSTRAINT = WordPattern.of(
            "must|shall|should|may not|cannot|can't|never|always|only|at most|at least|no more than|no less than|up to"
                    + "|(?:less|greater|fewer|more|longer|shorter) than|within|max|maximum|min|minimum|exactly|between|without"
                    + "|unique|required|optional|not allowed|limited to|thread-safe|in constant time|O\\([^)]{1,40}\\)");
    private static final Pattern EXAMPLE = Pattern.compile(
            "\\be\\.g\\.|\\bfor (?:example|instance)\\b|\\bsuch as\\b|\\bexamples?:|->|=>|→|==|\\breturns? .{1,80} for\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ATTRIBUTES = Pattern.compile(
            "\\b([a-z][a-z_-]{1,40})\\s+(?:with|having|has|have|(?:that|which)\\s+ha(?:s|ve))\\s+(?=([^.;:\\n]{1,300}))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BELONGS = Pattern.compile(
            "\\b([a-z][a-z_-]{1,40})\\s+belongs?\\s+to\\s+(?:(?:an?|one|the|its|exactly one)\\s+)?([a-z][a-z_-]{1,40})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HAS_MANY = Pattern.compile(
            "\\b([a-z][a-z_-]{1,40})\\s+(?:has|have)\\s+(?:many|several|multiple)\\s+([a-z][a-z_-]{1,40})",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> NO_ENTITIES = Set.of(
            "function",
            "method",
            "class",
            "library",
            "module",
            "package",
            "service",
            "api",
            "program",
            "script",
            "tool",
            "application",
            "app",
            "cli",
            "server",
            "backend",
            "frontend",
            "project",
            "code",
            "list",
            "array",
            "string",
            "text",
            "number",
            "it",
            "them",
            "that",
            "which",
            "file",
            "work",
            "deal",
            "cope",
            "one",
            "each",
            "system",
            "cache",
            "input",
            "output",
            "i",
            "we",
            "you",
            "they",
            "should",
            "must",
            "can",
            "and",
            "database");
    private static final Set<String> NO_ATTRIBUTES = Set.of(
            "many",
            "several",
            "multiple",
            "no",
            "to",
            "been",
            "some",
            "test",
            "tests",
            "documentation",
            "validation",
            "paging",
            "pagination",
            "persistence",
            "crud",
            "support",
            "authentication");
    private static final Set<String> ATTRIBUTE_ENDS = Set.of(
            "that", "which", "for", "in", "on", "to", "by", "as", "from", "where", "who", "is", "are", "can", "each",
            "using", "every", "at", "per", "must", "should");

    /** A thing that is kept, in the singular. */
    record Entity(String name, List<String> attributes) {}

    /** A thing that belongs to another. */
    record Relation(String child, String parent) {}

    static Facts of(String text) {
        List<String> clauses = clauses(text);
        return new Facts(
                entities(text),
                relations(text),
                clauses.stream().filter(CONSTRAINT::in).limit(MOST_CLAUSES).toList(),
                clauses.stream()
                        .filter(clause -> EXAMPLE.matcher(clause).find())
                        .limit(MOST_CLAUSES)
                        .toList());
    }

    boolean isEmpty() {
        return entities.isEmpty() && relations.isEmpty() && constraints.isEmpty() && examples.isEmpty();
    }

    private static List<String> clauses(String text) {
        return CLAUSE_END
                .splitAsStream(text)
                .map(clause ->
                        LIST_MARK.matcher(clause.strip()).replaceFirst("").strip())
                .filter(clause -> !clause.isEmpty() && clause.length() <= LONGEST_CLAUSE)
                .distinct()
                .toList();
    }

    private static List<Entity> entities(String text) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTES.matcher(text);
        while (matcher.find()) {
            String name = singular(matcher.group(1));
            List<String> attributes = attributes(matcher.group(2));
            if (!NO_ENTITIES.contains(name) && !attributes.isEmpty()) {
                found.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(attributes);
            }
        }
        return found.entrySet().stream()
                .map(entry -> new Entity(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static List<String> attributes(String list) {
        List<String> attributes = new ArrayList<>();
        for (String item :
                list.toLowerCase(Locale.ROOT).replaceAll("\\([^)]*\\)?", "").split(",|\\band\\b")) {
            List<String> words = new ArrayList<>();
            boolean ended = false;
            for (String word : item.strip().split("\\s+")) {
                if (ATTRIBUTE_ENDS.contains(word)) {
                    ended = true;
                    break;
                }
                if (!Set.of("a", "an", "the", "its").contains(word) && word.matches("[a-z][a-z0-9_-]*")) {
                    words.add(word);
                }
            }
            if (words.isEmpty() || words.size() > 3 || words.stream().anyMatch(NO_ATTRIBUTES::contains)) {
                ended = ended || !item.isBlank();
            } else {
                attributes.add(String.join(" ", words));
            }
            if (ended) {
                break;
            }
        }
        return attributes;
    }

    private static List<Relation> relations(String text) {
        Set<Relation> found = new LinkedHashSet<>();
        BELONGS.matcher(text)
                .results()
                .forEach(match -> found.add(new Relation(singular(match.group(1)), singular(match.group(2)))));
        HAS_MANY.matcher(text)
                .results()
                .forEach(match -> found.add(new Relation(singular(match.group(2)), singular(match.group(1)))));
        return List.copyOf(found);
    }

    private static String singular(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        if (plain.endsWith("ies") && plain.length() > 4) {
            return plain.substring(0, plain.length() - 3) + "y";
        }
        if (Arrays.asList("sses", "shes", "ches", "xes").stream().anyMatch(plain::endsWith)) {
            return plain.substring(0, plain.length() - 2);
        }
        return plain.endsWith("s") && !plain.endsWith("ss") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
