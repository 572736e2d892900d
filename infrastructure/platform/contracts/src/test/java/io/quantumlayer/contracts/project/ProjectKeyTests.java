package io.quantumlayer.contracts.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectKeyTests {

    @ParameterizedTest
    @CsvSource({
        "app, app",
        "TestProject, test-project",
        "my_tool v1.2, my-tool-v1-2",
        "Überweisung prüfen, uberweisung-prufen",
        "HTTPServer2, http-server2",
    })
    void aNameOfLatinLettersIsKept(String name, String key) {
        assertThat(ProjectKey.of(name)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本", "Größe", "2048", "-rf", ".git", "a/b", "a.", "a ", "", "a\nb", "Wort 数"})
    void aNameOfWhichAPartWouldBeLostHasNoKey(String name) {
        assertThat(ProjectKey.of(name)).isEmpty();
    }
}
