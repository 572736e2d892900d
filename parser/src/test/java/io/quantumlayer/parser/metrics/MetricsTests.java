package io.quantumlayer.parser.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.NodeKinds;
import io.quantumlayer.parser.syntax.SyntaxNode;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    PYTHON     § 1 § 0 § def f():\\n    return 1
                    PYTHON     § 4 § 1 § def f(a):\\n    if a and b:\\n        return 1\\n    elif c:\\n        return 2\\n    else:\\n        return 3
                    PYTHON     § 4 § 3 § def f(a):\\n    for x in a:\\n        while x:\\n            try:\\n                g()\\n            except E:\\n                pass
                    PYTHON     § 3 § 0 § def f(a):\\n    return [x for x in a if x]
                    PYTHON     § 2 § 0 § def f(a):\\n    return 1 if a else 2
                    PYTHON     § 3 § 1 § def f(a):\\n    match a:\\n        case 1: pass\\n        case 2: pass\\n        case _: pass
                    PYTHON     § 1 § 0 § def f(a):\\n    def g():\\n        if a: pass\\n    return g
                    JAVA       § 5 § 2 § class A { int f(int a) { if (a > 1 && b || c) { for (;;) {} } return 0; } }
                    JAVA       § 3 § 1 § class A { int f(int a) { if (a > 1) {} else if (a > 2) {} else {} return 0; } }
                    JAVA       § 3 § 1 § class A { int f(int a) { return switch (a) { case 1 -> 1; case 2 -> 2; default -> 3; }; } }
                    JAVA       § 3 § 1 § class A { int f() { try { g(); } catch (E e) {} finally {} return a ? 1 : 2; } }
                    JAVASCRIPT § 4 § 1 § function f(a) { if (a) {} else if (b) {} return a ?? b; }
                    JAVASCRIPT § 3 § 1 § function f(a) { switch (a) { case 1: break; case 2: break; default: } }
                    JAVASCRIPT § 2 § 1 § function f(a) { a.map((x) => { if (x) {} }); }
                    TYPESCRIPT § 3 § 2 § function f(a: string[]): void { for (const x of a) { while (x) {} } }
                    GO         § 4 § 1 § package a\\nfunc f() { if a && b { } else if c { } }
                    GO         § 3 § 1 § package a\\nfunc f() { switch a { case 1: case 2: default: } }
                    """)
    void countPathsAndNesting(Language language, int complexity, int nesting, String text) {
        try (SyntaxTree tree = Trees.tree(language, text.replace("\\n", "\n"))) {
            SyntaxNode function = firstFunction(tree);
            assertThat(Complexity.cyclomatic(function))
                    .as("complexity of %s", text)
                    .isEqualTo(complexity);
            assertThat(Complexity.nesting(function)).as("nesting of %s", text).isEqualTo(nesting);
        }
    }

    @Test
    void countLines() {
        String text = """
                # comment

                def f():  # comment behind code
                    \"""Doc
                    string.\"""
                    # comment
                    return 1
                """;

        try (SyntaxTree tree = Trees.tree(Language.PYTHON, text)) {
            assertThat(LineCounts.of(tree)).isEqualTo(new LineCounts(7, 4, 2));
        }
        try (SyntaxTree tree = Trees.tree(Language.JAVA, "/*\n * Doc.\n */\nclass A {\n\n}")) {
            assertThat(LineCounts.of(tree)).isEqualTo(new LineCounts(6, 2, 3));
        }
    }

    @Test
    void rateAShortFunctionAboveALongTangledOne() {
        double easy = index("def f(a):\n    return a + 1\n");
        double hard = index("def f(a):\n" + "    if a > 1 and b < 2 or c:\n        d = e * f - g(h, i)\n".repeat(60));

        assertThat(easy).isBetween(70.0, 100.0);
        assertThat(hard).isBetween(0.0, 45.0);
    }

    /** By hand: leaves def f ( a : return a + 1 are 9 of which 8 differ, so V = 9 * log2(8) = 27. */
    @Test
    void computeTheIndexOfItsFormula() {
        double expected = (171 - 5.2 * Math.log(27) - 0.23 - 16.2 * Math.log(2)) * 100 / 171;

        assertThat(index("def f(a):\n    return a + 1\n")).isEqualTo(Math.round(expected * 10) / 10.0);
    }

    private static double index(String text) {
        try (SyntaxTree tree = Trees.tree(Language.PYTHON, text)) {
            return Maintainability.index(tree.root(), List.of(firstFunction(tree)));
        }
    }

    private static SyntaxNode firstFunction(SyntaxTree tree) {
        return tree.root()
                .descendants()
                .filter(node -> node.is(NodeKinds.of(tree.language()).functions()))
                .findFirst()
                .orElseThrow();
    }
}
