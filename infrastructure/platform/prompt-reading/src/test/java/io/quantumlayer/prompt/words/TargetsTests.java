package io.quantumlayer.prompt.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTests {

    private final Targets targets = Targets.load();

    @ParameterizedTest
    @CsvSource({"JS, javascript", "golang, go", "Python3, python", "C#, csharp", "node.js, javascript", "Zig, zig"})
    void knowsALanguageByItsNames(String name, String language) {
        assertThat(targets.language(name)).isEqualTo(language);
    }

    @Test
    void findsLanguagesThatATextAsksForAndNotThoseThatItMentions() {
        assertThat(targets.languagesAskedFor("Write it in Go, or as a C++ library"))
                .containsExactly("go", "cpp");
        assertThat(targets.languagesAskedFor("Count keywords of Java sources")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Create a REST API in Java that lists users, api, server",
        "Write a Go function which reverses a string, function, code",
        "Build a small command-line tool for logs, cli, command",
        "Reverse a string, , code"
    })
    void findsTheTypeThatATextAsksFor(String text, String type, String group) {
        assertThat(targets.typeAskedFor(text).orElse(null)).isEqualTo(type);
        assertThat(targets.group(type)).isEqualTo(group);
    }

    @Test
    void tellsAFrameworkFromNone() {
        assertThat(targets.namesFramework("A Flask service")).isTrue();
        assertThat(targets.namesFramework("An express train")).isTrue();
        assertThat(targets.namesFramework("A springy service")).isFalse();
        assertThat(targets.isNoFramework("Standard Library")).isTrue();
        assertThat(targets.isNoFramework("flask")).isFalse();
    }
}
