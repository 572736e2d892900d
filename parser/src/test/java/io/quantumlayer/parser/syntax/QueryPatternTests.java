package io.quantumlayer.parser.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryPatternTests {

    @Test
    void splitsAQueryIntoItsPatterns() {
        List<QueryPattern> patterns = QueryPattern.split("rule", """
                ; a comment with (brackets
                (call function: (identifier) @f (#eq? @f "a)b")) @match
                [(a) (b)] @match
                "x" @y
                """);

        assertThat(patterns)
                .extracting(pattern -> pattern.source().strip())
                .containsExactly("(call function: (identifier) @f ) @match", "[(a) (b)] @match", "\"x\" @y");
        assertThat(patterns.getFirst().predicates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "(#eq? @f \"eval\"), eval",
        "(#not-eq? @f \"eval\"), exec other",
        "(#any-of? @f \"eval\" \"exec\"), eval exec",
        "(#not-any-of? @f \"eval\" \"exec\"), other",
        "(#match? @f \"^e\"), eval exec",
        "(#not-match? @f \"^e\"), other"
    })
    void testsPredicatesAsTreeSitterDefinesThem(String predicate, String expected) {
        TreeQuery query = Trees.PARSER.compile(
                Grammar.PYTHON, QueryPattern.split("rule", "(call function: (identifier) @f %s)".formatted(predicate)));

        try (SyntaxTree tree = Trees.tree(Language.PYTHON, "eval(1)\nexec(2)\nother(3)\n")) {
            assertThat(tree.matches(query, Trees.deadline()))
                    .extracting(match -> match.first("f").orElseThrow().text())
                    .containsExactly(expected.split(" "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "(call, brackets do not match",
        "'', is empty",
        "(call @c (#like? @c \"x\")), the predicate #like? is unknown",
        "(call @c (#eq? @c @d)), takes a capture and then strings",
        "(call @c (#eq? @c)), takes a capture and then strings"
    })
    void refusesWhatItCannotRead(String query, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryPattern.split("rule-7", query))
                .withMessageContaining("rule-7")
                .withMessageContaining(problem);
    }

    @Test
    void namesTheRuleThatDoesNotFitTheGrammar() {
        List<QueryPattern> patterns = List.of(
                QueryPattern.split("good", "(call) @c").getFirst(),
                QueryPattern.split("bad", "(method_invocation) @c").getFirst());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trees.PARSER.compile(Grammar.PYTHON, patterns))
                .withMessageContaining("'bad'")
                .withMessageContaining("python");
    }
}
