package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTests {

    @TempDir
    private Path directory;

    @Test
    void aServiceThatIsNotBuiltIsNamed() {
        Applications applications = new Applications(new Home(directory).create(), directory.resolve("repo"), "1.0.0");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> applications.unpacked(Service.PARSER, () -> {}))
                .withMessageContaining("parser is not built")
                .withMessageContaining("mvn -DskipTests package");
    }

    @Test
    void theDigestFollowsTheContentAndNotTheFilesTime() throws IOException {
        Path first = jar("first.jar", "content");
        Path same = jar("same.jar", "content");
        Path other = jar("other.jar", "contents");

        assertThat(Applications.digest(first))
                .isEqualTo(Applications.digest(same))
                .isNotEqualTo(Applications.digest(other));
    }

    @Test
    void olderBuildsAreRemoved() throws IOException {
        Home home = new Home(directory).create();
        Path current = Files.createDirectories(home.applications().resolve("parser-new"));
        Path old = Files.createDirectories(home.applications().resolve("parser-old/lib"));

        new Applications(home, directory, "1.0.0")
                .removeAllBut(List.of(new Application(
                        Service.PARSER, "new", current.resolve("parser-1.0.0.jar"), current.resolve("x.aot"))));

        assertThat(current).exists();
        assertThat(old.getParent()).doesNotExist();
    }

    private Path jar(String name, String content) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("a/B.class");
            entry.setTime(name.hashCode() & 0x7fffffffL);
            zip.putNextEntry(entry);
            zip.write(content.getBytes());
        }
        return jar;
    }
}
