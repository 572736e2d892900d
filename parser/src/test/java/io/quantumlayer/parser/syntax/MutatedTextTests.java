package io.quantumlayer.parser.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.Imports;
import io.quantumlayer.parser.metrics.Complexity;
import io.quantumlayer.parser.metrics.LineCounts;
import io.quantumlayer.parser.metrics.Maintainability;
import io.quantumlayer.parser.symbols.Declaration;
import io.quantumlayer.parser.symbols.Declarations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random damage to sources: nothing may crash the process, and whatever is found must lie inside the text. */
class MutatedTextTests {

    private static final int MUTATIONS = 100;
    private static final Findings FINDINGS = new Findings(Trees.PARSER, null);
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "`",
            "\"\"\"",
            "/*",
            "*/",
            "//",
            "#",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u0000",
            "\uFEFF",
            "\uD83D",
            "\uDE00",
            "😀",
            "é",
            "漢字",
            "<",
            ">",
            "=>",
            ";",
            ":",
            ",",
            ".",
            "@",
            "$",
            "\\",
            "${",
            "f\"{",
            "class ",
            "def ",
            "func ",
            "function ",
            "if ",
            "else",
            "for ",
            "import ",
            "return ",
            "0x",
            "1e",
            "...",
            "<T>",
            "\u2028",
            "\u202E",
            "async await yield",
            "lambda",
            "((((((((((",
            "]]]]]]]]]]");

    @ParameterizedTest
    @EnumSource(Language.class)
    void surviveEveryStep(Language language) throws IOException {
        Random random = new Random(42);
        String original = sample(language);

        for (int round = 0; round < MUTATIONS; round++) {
            StringBuilder text = new StringBuilder(original);
            for (int change = random.nextInt(1, 12); change > 0; change--) {
                mutate(text, random);
            }
            analyse(language, text.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void surviveTextThatNestsWithoutEnd(Language language) {
        for (String piece :
                List.of("(", "[", "{", "if (x) {", "a.b(", "x = [", "<T>", "\"", "class A { ", "def f():\n ", "- ")) {
            analyse(language, piece.repeat(1_000));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void surviveTextThatNestsDeeplyAndEnds(Language language) {
        for (List<String> pair : List.of(
                List.of("(", "1", ")"),
                List.of("[", "1", "]"),
                List.of("f(", "x", ")"),
                List.of("{", "", "}"),
                List.of("function f() {", "", "}"),
                List.of("class A {", "", "}"),
                List.of("for (;;) {", "", "}"),
                List.of("const f = () => {", "", "};"),
                List.of("lambda: ", "1", ""),
                List.of("a.b().c", "", ""))) {
            analyse(
                    language,
                    pair.get(0).repeat(3_000) + pair.get(1) + pair.get(2).repeat(3_000));
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(30));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> text.insert(at, text.substring(at, end));
            case 3 -> text.insert(at, (char) random.nextInt(0x10000));
            default -> text.setLength(Math.max(1, text.length() - random.nextInt(200)));
        }
    }

    private static void analyse(Language language, String text) {
        try (SyntaxTree tree = Trees.tree(language, text)) {
            List<Declaration> declarations = Declarations.in(tree, Trees.deadline());
            List<SyntaxNode> functions = declarations.stream()
                    .flatMap(declaration -> declaration.function().stream())
                    .toList();
            assertThat(functions).allSatisfy(function -> {
                assertThat(Complexity.cyclomatic(function)).isPositive();
                assertThat(Complexity.nesting(function)).isNotNegative();
            });
            assertThat(Maintainability.index(tree.root(), functions)).isBetween(0.0, 100.0);
            LineCounts lines = LineCounts.of(tree);
            assertThat(lines.code() + lines.comments()).isLessThanOrEqualTo(lines.all());
            assertThat(Imports.in(tree))
                    .allSatisfy(found -> assertThat(found.line()).isPositive());
            int last = Math.max(1, text.split("\n", -1).length);
            assertThat(SyntaxErrors.in(tree)).allSatisfy(error -> {
                assertThat(error.start().line()).isBetween(1, last);
                assertThat(error.start().column()).isPositive();
                assertThat(error.message()).isNotBlank();
            });
            List<Finding> findings = FINDINGS.in("src/a", tree, Trees.deadline());
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.line()).isBetween(1, last));
        }
    }

    private static String sample(Language language) throws IOException {
        try (InputStream content = MutatedTextTests.class.getResourceAsStream("/samples/" + language.id() + ".txt")) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
