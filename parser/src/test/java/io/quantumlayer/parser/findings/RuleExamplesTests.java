package io.quantumlayer.parser.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.Trees;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Runs every rule on texts that it must flag and texts that it must leave alone. */
class RuleExamplesTests {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Findings FINDINGS = new Findings(Trees.PARSER, null);

    record Example(
            @JsonProperty("language") String language,
            @JsonProperty("rule") String rule,
            @JsonProperty("flagged") List<String> flagged,
            @JsonProperty("clean") List<String> clean) {

        @Override
        public String toString() {
            return language + ": " + rule;
        }
    }

    record Examples(@JsonProperty("examples") List<Example> examples) {}

    static List<Example> examples() {
        return Arrays.stream(Language.values())
                .map(Language::id)
                .map(language -> {
                    InputStream content =
                            RuleExamplesTests.class.getResourceAsStream("/rule-examples/" + language + ".yaml");
                    return YAML.readValue(content, Examples.class).examples();
                })
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void flagsWhatItShouldAndNothingElse(Example example) {
        for (String text : example.flagged()) {
            assertThat(rulesThatFlag(example.language(), text)).as(text).contains(example.rule());
        }
        for (String text : example.clean()) {
            assertThat(rulesThatFlag(example.language(), text)).as(text).doesNotContain(example.rule());
        }
    }

    @Test
    void hasAnExampleOfEveryRuleInEveryLanguage() {
        List<String> missing = new ArrayList<>();
        for (Language language : Language.values()) {
            FINDINGS.rules(language).values().stream()
                    .flatMap(List::stream)
                    .filter(rule -> examples().stream()
                            .noneMatch(example -> example.language().equals(language.id())
                                    && example.rule().equals(rule)))
                    .forEach(rule -> missing.add(language.id() + ": " + rule));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void namesACweForEverySecurityFinding() {
        Stream<Finding> findings = examples().stream()
                .flatMap(example -> example.flagged().stream().flatMap(text -> find(example.language(), text).stream()))
                .filter(finding -> finding.category() == Finding.Category.SECURITY);

        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.cwe()).matches("CWE-\\d+");
            assertThat(FINDINGS.owasp(finding.rule()))
                    .hasValueSatisfying(entry -> assertThat(entry).matches("A\\d\\d:2021"));
            assertThat(finding.remediation()).isNotBlank();
        });
    }

    private static List<String> rulesThatFlag(String language, String text) {
        return find(language, text).stream().map(Finding::rule).toList();
    }

    /** The first line may name the path in a comment: {@code path: tests/test_x.py}. */
    private static List<Finding> find(String language, String text) {
        Language known = Language.named(language).orElseThrow();
        String path = text.lines()
                .findFirst()
                .filter(line -> line.contains("path: "))
                .map(line -> line.substring(line.indexOf("path: ") + "path: ".length()))
                .orElse("src/input." + known.extensions().getFirst());
        try (SyntaxTree tree = Trees.tree(path, known, text)) {
            assertThat(tree.hasError()).as("syntax of %s", text).isFalse();
            return FINDINGS.in(path, tree, Trees.deadline());
        }
    }
}
