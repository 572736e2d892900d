package io.quantumlayer.worker.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                ".quantumlayer/project.json",
                "a\nb"
            })
    void pathThatLeavesTheProjectIsRefused(String path) {
        assertThatThrownBy(() -> ProjectPath.checked(path))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining(path);
    }

    @Test
    void leadingDotSlashIsDropped() {
        assertThat(ProjectPath.checked("./src/a.py")).isEqualTo("src/a.py");
    }
}
