package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tools of the four languages really print. */
class DiagnosticsTests {

    private final LanguageProfiles languages = new LanguageProfiles();

    @Test
    void pythonSyntaxError() {
        Diagnostic found = first("python", """
                *** Error compiling './app/a.py'...
                  File "./app/a.py", line 2
                    return a + + )
                                 ^
                SyntaxError: unmatched ')'
                """);

        assertThat(found.path()).isEqualTo("app/a.py");
        assertThat(found.line()).isEqualTo(2);
        assertThat(found.message()).contains("SyntaxError: unmatched ')'");
    }

    @Test
    void aLineThatNoFileHasIsNoPlace() {
        assertThat(read("python", "  File \"a.py\", line 99999999999\n")).isEmpty();
        assertThat(read("go", "a.go:1:99999999999: odd\na.go:99999999999:1: odd\n"))
                .isEmpty();
        assertThat(read("javascript", "/project/a.js:99999999999\n")).isEmpty();
    }

    @Test
    void javaErrorAndWarning() {
        List<Diagnostic> found = read("java", """
                src/main/java/adding/Adding.java:7: error: illegal start of expression
                        return a + + );
                                     ^
                src/main/java/adding/Adding.java:9: warning: [rawtypes] found raw type: List
                error: warnings found and -Werror specified
                """);

        assertThat(found)
                .contains(new Diagnostic("src/main/java/adding/Adding.java", 7, 0, "illegal start of expression"))
                .contains(new Diagnostic("src/main/java/adding/Adding.java", 9, 0, "[rawtypes] found raw type: List"));
    }

    @Test
    void javascriptSyntaxError() {
        Diagnostic found = first("javascript", """
                file:///project/src/adding.js:2
                  return a + + );
                               ^

                SyntaxError: Unexpected token ')'
                    at internalCompileFunction (node:internal/vm:73:18)
                """);

        assertThat(found.path()).isEqualTo("src/adding.js");
        assertThat(found.line()).isEqualTo(2);
        assertThat(found.message()).contains("SyntaxError: Unexpected token ')'");
    }

    @Test
    void goCompileAndVetErrors() {
        assertThat(read("go", """
                # adding
                ./adding.go:4:17: syntax error: unexpected ), expected expression
                vet: ./adding_test.go:7:2: undefined: t
                """))
                .containsExactly(
                        new Diagnostic("adding.go", 4, 17, "syntax error: unexpected ), expected expression"),
                        new Diagnostic("adding_test.go", 7, 2, "undefined: t"));
    }

    @Test
    void framesOutsideTheProjectAreNoDiagnostics() {
        assertThat(read("python", """
                Traceback (most recent call last):
                  File "/usr/lib/python3.11/unittest/loader.py", line 407, in _find_test_path
                    module = self._get_module_from_name(name)
                  File "/home/someone/.local/lib/python3.12/site-packages/x.py", line 3, in run
                  File "/project/.quantumlayer/runner/unittest_runner.py", line 90, in main
                  File "/project/tests/test_adding.py", line 3, in <module>
                    from adding import plus
                ImportError: cannot import name 'plus' from 'adding' (/project/adding.py)
                """))
                .singleElement()
                .extracting(Diagnostic::path)
                .isEqualTo("tests/test_adding.py");
        assertThat(read("go", "/usr/local/go/src/testing/testing.go:1689:21: too much\n"))
                .isEmpty();
        assertThat(read("java", "/modules/java.base/java/lang/Object.java:3: error: no such thing\n"))
                .isEmpty();
    }

    @Test
    void linesThatNameNoPlaceAreNoDiagnostics() {
        for (String language : languages.names()) {
            assertThat(read(language, "warming up\nall is well at 12:30:15\n")).isEmpty();
        }
    }

    private Diagnostic first(String language, String output) {
        return read(language, output).getFirst();
    }

    private List<Diagnostic> read(String language, String output) {
        LanguageProfile profile = languages.find(language).orElseThrow();
        return Diagnostics.read(profile.diagnostics(), output);
    }
}
