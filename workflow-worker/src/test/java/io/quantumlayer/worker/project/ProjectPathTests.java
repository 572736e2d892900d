package io.quantumlayer.worker.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "a/../../x",
                "a//b",
                "a/./b",
                "",
                "a\\b",
                "C:/x",
                ".git/hooks/pre-commit",
                "sub/.git/config",
                ".GIT/config",
                ".quantumlayer/project.json",
                "src/a.py.",
                "src./a.py",
                "src/a.py ",
                "src /a.py",
                "src/nul",
                "src/Aux.java",
                "com1/a.py",
                "a\nb"
            })
    void pathThatLeavesTheProjectIsRefused(String path) {
        assertThatThrownBy(() -> ProjectPath.checked(path))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/workflows/ci.yml",
                "src/größe.py",
                "src/console.py",
                "a b/c.py",
                "src/com10.py",
                ".gitignore"
            })
    void ordinaryPathStaysAsItIs(String path) {
        assertThat(ProjectPath.checked(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "a.py, A.py, true",
        "a.py, ./a.py, true",
        "src/a.py, Src/b.py, true",
        "src, src/a.py, true",
        "src/a.py, SRC, true",
        "straße.py, STRASSE.py, true",
        "stra\u00dfe/gr\u00f6\u00dfe.py, stra\u00dfe/gro\u0308\u00dfe.py, true",
        "src/a.py, src/b.py, false",
        "src/a.py, src/a/b.py, false",
        "ab, a/b, false"
    })
    void filesThatNotEveryFileSystemCanHoldTogetherCollide(String first, String second, boolean collide) {
        assertThat(ProjectPath.collide(first, second)).isEqualTo(collide);
        assertThat(ProjectPath.collide(second, first)).isEqualTo(collide);
    }

    @Test
    void leadingDotSlashIsDropped() {
        assertThat(ProjectPath.checked("./src/a.py")).isEqualTo("src/a.py");
    }
}
