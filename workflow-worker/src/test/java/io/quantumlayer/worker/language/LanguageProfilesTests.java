package io.quantumlayer.worker.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageProfilesTests {

    private final LanguageProfiles profiles = new LanguageProfiles();

    @Test
    void fourLanguagesAreKnown() {
        assertThat(profiles.names()).containsExactly("go", "java", "javascript", "python");
    }

    @ParameterizedTest
    @CsvSource({
        "Python, python",
        "py, python",
        "JAVA, java",
        "js, javascript",
        "NodeJS, javascript",
        "node, javascript",
        "golang, go",
        "' Go ', go"
    })
    void languageIsFoundByAnyOfItsNames(String name, String language) {
        assertThat(profiles.find(name)).map(LanguageProfile::language).hasValue(language);
    }

    @Test
    void otherLanguagesAreUnknown() {
        assertThat(profiles.find("cobol")).isEmpty();
        assertThat(profiles.find("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "java", "javascript", "python"})
    void profileIsComplete(String language) {
        LanguageProfile profile = profiles.find(language).orElseThrow();

        assertThat(profile).hasNoNullFieldsOrPropertiesExcept("cacheCommand", "runner");
        assertThat(profile.layout()).isNotBlank();
        assertThat(profile.testConventions()).isNotBlank();
        assertThat(profile.diagnostics())
                .isNotEmpty()
                .allSatisfy(pattern ->
                        assertThat(Pattern.compile(pattern).namedGroups()).containsKeys("path", "line"));
    }

    @Test
    void commandsForReadersAreThePlainOnes() {
        assertThat(profiles.find("go").orElseThrow().testCommand()).isEqualTo("go test ./...");
        assertThat(profiles.find("javascript").orElseThrow().testCommand()).isEqualTo("node --test");
        assertThat(profiles.find("python").orElseThrow().testCommand())
                .isEqualTo("python3 -m unittest discover -s tests -t . -v");
    }
}
