package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoPackageEndsTests {

    @Test
    void aPackageWhoseTestsAllHaveAConstraintHasAnEnd() {
        assertThat(ends(
                        new DropFile("adding.go", "package adding\n"),
                        new DropFile("adding_test.go", "//go:build linux\n\npackage adding_test\n")))
                .containsExactly("package adding");
    }

    @Test
    void anEndIsOfThePackageOfTheTestsThatAlwaysRun() {
        assertThat(ends(
                        new DropFile("inner/a_test.go", "//go:build ignore\n\npackage main\n"),
                        new DropFile("inner/b_test.go", "package inner_test\n\nvar _ = `\n//go:build never\n`\n"),
                        new DropFile("inner/inner.go", "package inner\n"),
                        new DropFile("other/other.go", "package other\n")))
                .containsExactly("package inner_test");
    }

    @Test
    void testsWithoutAnyOtherFileNameThePackageThemselves() {
        assertThat(ends(new DropFile("only_test.go", "//go:build linux\n\npackage only\n")))
                .containsExactly("package only");
    }

    private static List<String> ends(DropFile... project) {
        return GoPackageEnds.of(List.of(project), "token").stream()
                .map(end -> end.content().lines().findFirst().orElse(""))
                .toList();
    }
}
