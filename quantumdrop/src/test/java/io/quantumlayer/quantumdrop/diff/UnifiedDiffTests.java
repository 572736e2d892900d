package io.quantumlayer.quantumdrop.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnifiedDiffTests {

    @Test
    void isEmptyForEqualTexts() {
        assertThat(UnifiedDiff.between("a/x", "1\n2\n", "b/x", "1\n2\n")).isEmpty();
    }

    @Test
    void showsChangedLinesWithTheirContext() {
        assertThat(UnifiedDiff.between("a/x", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b/x", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .isEqualTo("""
                        --- a/x
                        +++ b/x
                        @@ -2,7 +2,7 @@
                         2
                         3
                         4
                        -5
                        +five
                         6
                         7
                         8
                        """);
    }

    @Test
    void marksAMissingNewlineAtTheEnd() {
        assertThat(UnifiedDiff.between("a/x", "1", "b/x", "1\n")).isEqualTo("""
                        --- a/x
                        +++ b/x
                        @@ -1,1 +1,1 @@
                        -1
                        \\ No newline at end of file
                        +1
                        """);
    }

    @Test
    void addsAWholeFile() {
        assertThat(UnifiedDiff.between("/dev/null", "", "b/x", "1\n\n")).isEqualTo("""
                        --- /dev/null
                        +++ b/x
                        @@ -0,0 +1,2 @@
                        +1
                        +
                        """);
    }

    @Test
    void turnsTheOldTextIntoTheNewOneWhenApplied() throws PatchFailedException {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            List<String> before = lines(random);
            List<String> after = lines(random);
            String diff = UnifiedDiff.between("a", text(before), "b", text(after));

            assertThat(UnifiedDiffUtils.parseUnifiedDiff(diff.lines().toList()).applyTo(before))
                    .isEqualTo(after);
        }
    }

    private static List<String> lines(Random random) {
        return random.ints(random.nextInt(30), 0, 4).mapToObj(Integer::toString).toList();
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
