package io.quantumlayer.parser.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it stands in a file.
 *
 * @param id the same in all languages
 * @param category stub, security or performance
 * @param languages ids of languages
 * @param severity high, medium or low
 * @param cwe such as {@code CWE-89}; security rules have one
 * @param owasp entry of the OWASP Top 10, such as {@code A03:2021}
 * @param message {@code {name}} stands for the text of the capture {@code name}
 * @param query in tree-sitter's language; {@code @match} is the place of the finding, else the first capture
 * @param insideLoops loops that must lie around the match in its function
 * @param inFunction regular expression that the name of the function around the match must contain
 * @param unless regular expression that the function around the match, or else the file, must not contain
 * @param unlessFile regular expression that the file must not contain
 * @param inTests what becomes of findings in tests: {@code keep}, {@code low} severity, or {@code skip}
 */
record Rule(
        @JsonProperty("id") String id,
        @JsonProperty("category") String category,
        @JsonProperty("languages") List<String> languages,
        @JsonProperty("severity") String severity,
        @JsonProperty("cwe") @Nullable String cwe,
        @JsonProperty("owasp") @Nullable String owasp,
        @JsonProperty("message") String message,
        @JsonProperty("remediation") @Nullable String remediation,
        @JsonProperty("query") String query,
        @JsonProperty("inside_loops") int insideLoops,
        @JsonProperty("in_function") @Nullable String inFunction,
        @JsonProperty("unless") @Nullable String unless,
        @JsonProperty("unless_file") @Nullable String unlessFile,
        @JsonProperty("in_tests") @Nullable String inTests) {

    private static final Set<String> CATEGORIES = Set.of("stub", "security", "performance");
    private static final Set<String> SEVERITIES = Set.of("high", "medium", "low");
    private static final Set<String> IN_TESTS = Set.of("keep", "low", "skip");

    /** Throws {@link IllegalArgumentException} naming what is wrong. */
    void check(String file, Set<String> known) {
        require(id != null && !id.isBlank(), file, "a rule has no id");
        require(CATEGORIES.contains(category), file, "category must be one of " + CATEGORIES);
        require(SEVERITIES.contains(severity), file, "severity must be one of " + SEVERITIES);
        require(languages != null && known.containsAll(languages), file, "languages must be among " + known);
        require(message != null && query != null, file, "message and query are required");
        require(inTests == null || IN_TESTS.contains(inTests), file, "in_tests must be one of " + IN_TESTS);
        require(!category.equals("security") || cwe != null, file, "a security rule needs a cwe");
    }

    String treatmentInTests() {
        return inTests == null ? "low" : inTests;
    }

    private void require(boolean condition, String file, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("%s: rule '%s': %s".formatted(file, id, problem));
        }
    }
}
