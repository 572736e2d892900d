package io.quantumlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTests {

    @TempDir
    private Path directory;

    @Test
    void aNewHomeIsClosedToOthers() throws IOException {
        Home home = new Home(directory.resolve("home")).create();

        assertThat(permissions(home.root())).isEqualTo("rwx------");
    }

    @Test
    void whatHoldsPromptsAndKeysIsClosedInAHomeThatWasOpen() throws IOException {
        Home home = new Home(directory);
        List<Path> files = List.of(
                home.keys().resolve("worker.pem"),
                home.logs().resolve("workflow-worker.log"),
                home.data().resolve("temporal/temporal.db"),
                home.downloads().resolve("run-1.zip"));
        for (Path file : files) {
            Files.createDirectories(file.getParent());
            Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString("rw-r--r--"));
            Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(home.create()).isEqualTo(home);

        for (Path file : files) {
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        for (Path closed : List.of(
                home.logs(),
                home.data(),
                home.downloads(),
                home.keys(),
                home.run(),
                home.tools(),
                home.applications())) {
            assertThat(permissions(closed)).isEqualTo("rwx------");
        }
        assertThat(permissions(home.root())).isEqualTo("rwxr-xr-x");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
