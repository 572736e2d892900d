package io.quantumlayer.parser.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntaxErrorsTests {

    @ParameterizedTest
    @EnumSource(Language.class)
    void findNothingInACorrectText(Language language) throws IOException {
        try (InputStream content = getClass().getResourceAsStream("/samples/" + language.id() + ".txt")) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(errors(language, text.replace("~int | ~string", ""))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PYTHON     | def f(a)\\n    return 1                      | 1:8 expected ':' at the end of the line
                    PYTHON     | def f():\\n    x = [1, 2\\n    return x      | 2:9 '[' is never closed
                    PYTHON     | x = 1 +\\ny = 2)                           | 2:6 ')' closes nothing
                    PYTHON     | def f():\\n    return 'abc\\nx = 1          | 2:12 the text that starts here is never closed
                    PYTHON     | if a = 1:\\n    pass                        | 1:6 unexpected '='
                    PYTHON     | print "x"                                 | 1:1 'print' is a function in Python 3: its arguments need parentheses
                    PYTHON     | def f():\\n\\nx = 1                          | 1:1 expected an indented block
                    PYTHON     | x = 1\\n   y = 2                             | 2:4 unexpected indent
                    JAVA       | class A { int m() { int x = 1 } }         | 1:30 expected ';'
                    JAVA       | class A {\\n  void m() {\\n}                | 1:9 '{' is never closed
                    JAVA       | class A { String s = "abc;\\n }              | 1:22 the text that starts here is never closed
                    JAVA       | class A { void m() { f(a, ); } }          | 1:25 unexpected ','
                    JAVASCRIPT | function f(a {\\n}                           | 1:11 '(' is never closed
                    JAVASCRIPT | const a = ;                               | 1:9 unexpected '='
                    TYPESCRIPT | const a: = 1;                             | 1:8 unexpected ':'
                    GO         | package a\\nfunc f(a int {\\n}                | 2:7 '(' is never closed
                    """)
    void sayWhatIsWrongAndWhere(Language language, String text, String expected) {
        assertThat(errors(language, text.replace("\\n", "\n"))).contains(expected);
    }

    @Test
    void countColumnsInCharacters() {
        String text = "s = \"漢字 é 😀😀\"; x = = 1\n";

        try (SyntaxTree tree = Trees.tree(Language.PYTHON, text)) {
            SyntaxError error = SyntaxErrors.in(tree).getFirst();

            int expected = text.codePointCount(0, text.indexOf("= 1")) + 1;
            assertThat(error.start().line()).isEqualTo(1);
            assertThat(error.start().column()).isBetween(expected - 2, expected);
            assertThat(error.start().column()).isLessThan(text.indexOf("= 1"));
            assertThat(error.snippet()).isEqualTo(text.strip());
        }
    }

    @Test
    void readASurrogatePairThatLiesOnTheBorderOfTwoPieces() {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x = \"" + "a".repeat(8192 - 7 + shift) + "😀\"\ny = 1\n";

            assertThat(errors(Language.PYTHON, text)).isEmpty();
        }
    }

    @Test
    void countLinesAcrossCarriageReturns() {
        assertThat(errors(Language.GO, "package a\r\n\r\nfunc f( {\r\n}\r\n")).contains("3:7 '(' is never closed");
    }

    @Test
    void stopAfterFifty() {
        assertThat(errors(Language.JAVASCRIPT, "const a = ;\n".repeat(200))).hasSize(50);
    }

    @Test
    void forgiveElementsInTypeScriptOnlyWhereTheFileNameAllowsThem() {
        String text = "const view = <b>{name}</b>;\n";

        assertThat(errors("view.tsx", text)).isEmpty();
        assertThat(errors("view.ts", text)).isNotEmpty();
    }

    private static List<String> errors(Language language, String text) {
        return errors("input." + language.extensions().getFirst(), language, text);
    }

    private static List<String> errors(String path, String text) {
        return errors(path, Language.TYPESCRIPT, text);
    }

    private static List<String> errors(String path, Language language, String text) {
        try (SyntaxTree tree = Trees.tree(path, language, text)) {
            return SyntaxErrors.in(tree).stream()
                    .map(error -> error.start().line() + ":" + error.start().column() + " " + error.message())
                    .toList();
        }
    }
}
