package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.worker.check.report.TestOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorSignatureTests {

    @Test
    void sameErrorAtAnotherPlaceIsTheSame() {
        assertThat(ofError("a.py", 3, "SyntaxError: invalid syntax (a.py, line 3)"))
                .isEqualTo(ofError("a.py", 30, "SyntaxError: invalid syntax (a.py, line 30)"));
    }

    @Test
    void addressesTimesAndTemporaryPathsDoNotMatter() {
        assertThat(ofFailure("<Cart object at 0x7f1a2b> after 0.31s in /tmp/x1/y at cart.js:4:12"))
                .isEqualTo(ofFailure("<Cart object at 0x9e00ff> after 12 ms in /tmp/z9 at cart.js:7:1"));
        assertThat(ofFailure("was Cart@1b6d3586")).isEqualTo(ofFailure("was Cart@4554617c"));
    }

    @Test
    void anotherValueIsAnotherError() {
        assertThat(ofFailure("expected <3> but was <4>")).isNotEqualTo(ofFailure("expected <3> but was <5>"));
    }

    @Test
    void anotherNumberInACompilersMessageIsAnotherError() {
        assertThat(ofError("a.go", 3, "not enough arguments: have 1, want 3"))
                .isNotEqualTo(ofError("a.go", 3, "not enough arguments: have 2, want 3"));
    }

    @Test
    void anotherFileIsAnotherError() {
        assertThat(ofError("a.py", 1, "SyntaxError")).isNotEqualTo(ofError("b.py", 1, "SyntaxError"));
    }

    @Test
    void orderOfErrorsDoesNotMatter() {
        Diagnostic first = found("a.go", 1, "undefined: x");
        Diagnostic second = found("b.go", 1, "undefined: y");

        assertThat(ErrorSignature.of(List.of(first, second), List.of(), ""))
                .isEqualTo(ErrorSignature.of(List.of(second, first), List.of(), ""));
    }

    @Test
    void lastLineStandsForAnErrorThatNobodyCouldRead() {
        assertThat(ErrorSignature.of(List.of(), List.of(), "compiling\nout of luck\n\n"))
                .isEqualTo("out of luck");
        assertThat(ErrorSignature.of(List.of(), List.of(), "")).isNotBlank();
    }

    private static String ofError(String path, int line, String message) {
        return ErrorSignature.of(List.of(found(path, line, message)), List.of(), "");
    }

    private static Diagnostic found(String path, int line, String message) {
        return new Diagnostic(path, Diagnostic.Severity.ERROR, "toolchain", message, line, 0, null);
    }

    private static String ofFailure(String message) {
        return ErrorSignature.of(List.of(), List.of(new TestOutcome("adds", TestOutcome.Result.FAILED, message)), "");
    }
}
