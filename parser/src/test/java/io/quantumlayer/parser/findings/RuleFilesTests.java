package io.quantumlayer.parser.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFilesTests {

    private static final String RULE = """
            rules:
              - id: no-print
                category: performance
                languages: [python]
                severity: low
                message: "{function} writes to the console"
                remediation: Log it.
                query: |
                  (call function: (identifier) @function (#eq? @function "print")) @match
            """;

    @Test
    void addTheRulesOfADirectory(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.yaml"), RULE);
        Files.writeString(directory.resolve("notes.txt"), "not a rule");
        Findings findings = new Findings(Trees.PARSER, directory);

        try (SyntaxTree tree = Trees.tree(Language.PYTHON, "x = 1\nif x:\n    print(x)\n")) {
            assertThat(findings.in("a.py", tree, Trees.deadline()))
                    .containsExactly(new Finding(
                            "a.py",
                            Finding.Category.PERFORMANCE,
                            "no-print",
                            Finding.Severity.LOW,
                            "print writes to the console",
                            3,
                            5,
                            null,
                            "Log it."));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "category: performance, category: style, category must be one of",
        "severity: low, severity: grave, severity must be one of",
        "[python], [cobol], languages must be among",
        "category: performance, category: security, a security rule needs a cwe",
        "severity: low, 'severity: low\n    in_tests: never', in_tests must be one of",
        "(call function, (method_invocation function, does not fit the grammar",
        "#eq?, #same?, the predicate #same? is unknown",
        "severity: low, 'severity: low\n    inside_loop: 1', inside_loop"
    })
    void sayWhatIsWrongWithARule(String right, String wrong, String problem, @TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("own.yaml"), RULE.replace(right, wrong));

        assertThatException()
                .isThrownBy(() -> new Findings(Trees.PARSER, directory))
                .withMessageContaining(problem);
    }

    @Test
    void lowerTheSeverityInTests() {
        Findings findings = new Findings(Trees.PARSER, null);
        String text = "password = 'hunter2!'\ndigest = hashlib.md5(data)\n";

        assertThat(found(findings, "src/app.py", text))
                .containsExactly("high hard-coded-credential", "medium weak-hash");
        assertThat(found(findings, "tests/test_app.py", text)).containsExactly("low hard-coded-credential");
    }

    @Test
    void reportARuleOnceForALine() {
        Findings findings = new Findings(Trees.PARSER, null);

        assertThat(found(findings, "a.py", "cursor.execute(f'SELECT * FROM t WHERE a = {a} AND b = {b}')\n"))
                .containsExactly("high sql-from-text");
    }

    @Test
    void neverQuoteASecret() {
        Findings findings = new Findings(Trees.PARSER, null);

        try (SyntaxTree tree = Trees.tree(Language.PYTHON, "password = 'hunter2!'\n")) {
            assertThat(findings.in("a.py", tree, Trees.deadline()))
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("hunter2"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PYTHON, tests/test_a.py, true", "PYTHON, test_a.py, true", "PYTHON, a_test.py, true",
        "PYTHON, conftest.py, true", "PYTHON, src/latest.py, false", "PYTHON, src/testing.py, false",
        "JAVA, src/test/java/A.java, true", "JAVA, ATests.java, true", "JAVA, AIT.java, true",
        "JAVA, src/main/java/Latest.java, false", "JAVASCRIPT, a.test.js, true", "JAVASCRIPT, test/a.js, true",
        "JAVASCRIPT, src/latest.js, false", "TYPESCRIPT, a.spec.ts, true", "TYPESCRIPT, __tests__/a.tsx, true",
        "GO, a_test.go, true", "GO, latest.go, false"
    })
    void knowTestsByTheirPaths(Language language, String path, boolean test) {
        assertThat(TestPaths.isTest(language, path)).isEqualTo(test);
    }

    private static List<String> found(Findings findings, String path, String text) {
        try (SyntaxTree tree = Trees.tree(path, Language.PYTHON, text)) {
            return findings.in(path, tree, Trees.deadline()).stream()
                    .map(finding -> finding.severity().key() + " " + finding.rule())
                    .toList();
        }
    }
}
