package io.quantumlayer.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTests {

    /** From: printf %s secret | sha256sum. */
    private static final String SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir
    private Path folder;

    @Test
    void knowsAKeyByItsHash() throws Exception {
        ApiKeys keys = keys("# comment\n\n  alice:" + SECRET + "  \nbob:"
                + SECRET.replace('2', '3').toUpperCase() + "\n");

        assertThat(keys.nameOf("secret")).hasValue("alice");
        assertThat(keys.nameOf("Secret")).isEmpty();
        assertThat(keys.nameOf(SECRET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "alice:secret",
                "alice:2bb80d",
                ":2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
                "a b:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
            })
    void refusesALineThatIsNoKeyAndNamesItsNumberButNotItsText(String line) {
        assertThatThrownBy(() -> keys("# first\n" + line + "\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Line 2 of ")
                .hasMessageContaining("sha256sum")
                .hasMessageNotContaining(line);
    }

    @Test
    void refusesAFileWithoutAKey() {
        assertThatThrownBy(() -> keys("# nobody\n\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no key");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> new ApiKeys(folder.resolve("none")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none cannot be read");
    }

    private ApiKeys keys(String text) throws Exception {
        return new ApiKeys(Files.writeString(folder.resolve("keys"), text));
    }
}
