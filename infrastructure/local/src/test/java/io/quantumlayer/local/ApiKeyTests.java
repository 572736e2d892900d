package io.quantumlayer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTests {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();

    @Test
    void nothingSetIsNoKey() {
        assertThat(key(Map.of("QL_API_KEY", " ", "QL_API_KEY_FILE", ""))).isEmpty();
    }

    @Test
    void theVariableHoldsTheKey() {
        assertThat(key(Map.of("QL_API_KEY", "alice-key"))).contains(new ApiKey("alice-key", "QL_API_KEY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice-key", "alice-key\n", "alice-key\r\n"})
    void theFileHoldsTheKeyWithOrWithoutAnEndOfLine(String content) throws IOException {
        assertThat(key(Map.of("QL_API_KEY_FILE", file(content, "rw-------")))
                        .orElseThrow()
                        .value())
                .isEqualTo("alice-key");
        assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFileThatOthersCanReadIsWarnedAbout() throws IOException {
        assertThat(key(Map.of("QL_API_KEY_FILE", file("alice-key", "rw-r--r--"))))
                .isPresent();

        assertThat(warnings.toString(StandardCharsets.UTF_8))
                .contains("other users", "chmod 600")
                .doesNotContain("alice-key");
    }

    @Test
    void bothVariablesContradictEachOther() throws IOException {
        refused(Map.of("QL_API_KEY", "one", "QL_API_KEY_FILE", file("two", "rw-------")), "both set; unset one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "one\ntwo\n", "one two", "na\u00efve", "\u001b[31m"})
    void whatIsNoKeyIsRefusedWithoutShowingIt(String content) throws IOException {
        refused(Map.of("QL_API_KEY_FILE", file(content, "rw-------")), "QL_API_KEY_FILE");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        refused(Map.of("QL_API_KEY_FILE", directory.resolve("missing").toString()), "missing, and there is no such");
        refused(Map.of("QL_API_KEY_FILE", directory.toString()), "cannot be read");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        refused(Map.of("QL_API_KEY_FILE", binary.toString()), "holds no text");
    }

    @Test
    void theKeyIsNeverPartOfItsText() {
        assertThat(new ApiKey("alice-key", "QL_API_KEY").toString()).doesNotContain("alice-key");
    }

    private Optional<ApiKey> key(Map<String, String> environment) {
        return ApiKey.in(environment, new PrintStream(warnings, true, StandardCharsets.UTF_8));
    }

    private void refused(Map<String, String> environment, String reason) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> key(environment))
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    private String file(String content, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }
}
