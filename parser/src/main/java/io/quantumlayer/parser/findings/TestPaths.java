package io.quantumlayer.parser.findings;

import io.quantumlayer.parser.syntax.Language;
import java.util.regex.Pattern;

/** Tells the tests of a project by their paths, as the usual test runners do. */
final class TestPaths {

    private static final Pattern PYTHON = Pattern.compile("(^|/)(tests?/.*|test_[^/]*|[^/]*_test\\.py|conftest\\.py)$");
    private static final Pattern JAVA =
            Pattern.compile("(^|/)src/(test|it)/|^(?!(.*/)?src/main/).*(Tests?|IT|TestCase)\\.java$");

    /** What <a href="https://nodejs.org/api/test.html#running-tests-from-the-command-line">node --test</a> runs, and more. */
    private static final Pattern SCRIPT = Pattern.compile("(^|/)(__tests__|__mocks__|tests?|spec|e2e)/"
            + "|[._-](test|spec)\\.[cm]?[jt]sx?$|(^|/)test(-[^/]*)?\\.[cm]?[jt]sx?$");

    private static final Pattern GO = Pattern.compile("_test\\.go$|(^|/)testdata/");

    private TestPaths() {}

    static boolean isTest(Language language, String path) {
        Pattern pattern = switch (language) {
            case PYTHON -> PYTHON;
            case JAVA -> JAVA;
            case JAVASCRIPT, TYPESCRIPT -> SCRIPT;
            case GO -> GO;
        };
        return pattern.matcher(path).find();
    }
}
