package io.quantumlayer.quantumdrop.drops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "src/main/java/App.java",
                ".gitignore",
                ".github/workflows/ci.yml",
                "a..b",
                "...",
                "mit leer/ü😀.txt",
                "@scope/pkg.js"
            })
    void takesPathsThatStayInside(String path) {
        assertThat(FilePaths.problem(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/a",
                "//a",
                "a/",
                "a//b",
                ".",
                "./a",
                "..",
                "../a",
                "a/..",
                "a/../b",
                "a\\b",
                "\\\\host\\x",
                "C:/x",
                "c:x",
                ".git",
                ".git/config",
                "sub/.GIT/hooks/x",
                "a\u0000b",
                "a\nb",
                "a\u007f",
                "a/ /b",
                "a\ud83d"
            })
    void refusesPathsThatMayLeadOutside(String path) {
        assertThat(FilePaths.problem(path)).isPresent();
    }

    @Test
    void refusesPathsThatFileSystemsCannotTake() {
        assertThat(FilePaths.problem("ä".repeat(128))).isPresent();
        assertThat(FilePaths.problem("a/".repeat(600) + "b")).isPresent();
    }

    @Test
    void findsPathsThatAreFileAndFolderAtOnce() {
        assertThat(FilePaths.alsoFolders(List.of("a", "a/b/c", "a-b", "x/y"))).containsExactly("a");
        assertThat(FilePaths.folders("a/b/c")).containsExactly("a", "a/b");
    }
}
