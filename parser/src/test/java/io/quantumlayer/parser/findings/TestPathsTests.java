package io.quantumlayer.parser.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.parser.syntax.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where the step that writes tests may write, and the runner looks, empty tests must be found. */
class TestPathsTests {

    private static final Path PROFILES = Path.of("../workflow-worker/src/main/resources/languages");
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @CsvSource(textBlock = """
            # language, path, may be written as a test, is read as a test
            python, tests/test_adding.py, true, true
            python, tests/__init__.py, true, true
            python, tests/helpers.py, true, true
            python, tests/unit/deep/test_adding.py, true, true
            python, tests/conftest.py, false, true
            python, test_adding.py, false, true
            python, adding.py, false, false
            python, contests/adding.py, false, false
            java, src/test/java/adding/AddingTest.java, true, true
            java, src/test/java/adding/Tap.java, true, true
            java, src/test/resources/Sample.java, true, true
            java, src/main/java/adding/Adding.java, false, false
            java, src/main/java/adding/SpeedTest.java, false, false
            java, src/main/java/adding/CreditIT.java, false, false
            go, adding_test.go, true, true
            go, internal/adding_test.go, true, true
            go, testdata/sample.go, true, true
            go, internal/testdata/sample.go, true, true
            go, adding.go, false, false
            go, test.go, false, false
            javascript, test/adding.test.js, true, true
            javascript, test/adding.js, true, true
            javascript, tests/helpers.js, true, true
            javascript, src/__tests__/adding.js, true, true
            javascript, src/adding.test.js, true, true
            javascript, src/adding-test.js, true, true
            javascript, src/adding_test.js, true, true
            javascript, src/adding_test.mjs, true, true
            javascript, adding_test.cjs, true, true
            javascript, src/adding_spec.js, false, true
            javascript, src/adding.spec.js, false, true
            javascript, src/test-adding.js, false, true
            javascript, src/test.js, false, true
            javascript, src/latest.js, false, false
            javascript, src/contest.js, false, false
            javascript, src/adding.js, false, false
            """)
    void fileThatMayBeWrittenAsATestIsReadAsOne(String language, String path, boolean written, boolean read)
            throws IOException {
        assertThat(Pattern.compile(testPaths(PROFILES.resolve(language + ".yaml")))
                        .matcher(path)
                        .find())
                .as("test_paths of %s", language)
                .isEqualTo(written);
        assertThat(TestPaths.isTest(Language.named(language).orElseThrow(), path))
                .isEqualTo(read);
        assertThat(read || !written)
                .as("%s may be written as a test, and is read as one", path)
                .isTrue();
    }

    @Test
    void everyProfileIsOfALanguageOfTheTable() throws IOException {
        try (Stream<Path> profiles = Files.list(PROFILES)) {
            assertThat(profiles.map(profile -> profile.getFileName().toString()))
                    .containsExactlyInAnyOrder("python.yaml", "java.yaml", "go.yaml", "javascript.yaml");
        }
    }

    private static String testPaths(Path profile) throws IOException {
        return YAML.readTree(Files.readString(profile)).get("test_paths").asString();
    }
}
