package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectZipTests {

    @TempDir
    private Path directory;

    @Test
    void unpacksWithoutTheArchivesOwnDirectory() throws IOException {
        ProjectZip zip = ProjectZip.read(zip(Map.of(
                "iban/iban.py", "x = 1\n",
                "iban/tests/test_iban.py", "",
                "iban/run.sh", "#!/bin/sh\n",
                "iban/.quantumlayer/project.json", "{\"name\":\"iban\"}")));

        zip.unpackTo(directory.resolve("out/mine"));

        assertThat(zip.name()).isEqualTo("iban");
        assertThat(zip.manifest().path("name").asString()).isEqualTo("iban");
        assertThat(directory.resolve("out/mine/iban.py")).hasContent("x = 1\n");
        assertThat(directory.resolve("out/mine/run.sh")).isExecutable();
        assertThat(directory.resolve("out/mine/iban.py").toFile().canExecute()).isFalse();
        assertThat(children(directory.resolve("out"))).containsExactly("mine");
    }

    @Test
    void theManifestNamesTheProjectUnlessTheNameLeavesTheDirectory() throws IOException {
        assertThat(ProjectZip.read(zip(Map.of("run-1/.quantumlayer/project.json", "{\"name\":\"iban-check\"}")))
                        .name())
                .isEqualTo("iban-check");
        assertThat(ProjectZip.read(zip(Map.of("run-1/.quantumlayer/project.json", "{\"name\":\"../etc\"}")))
                        .name())
                .isEqualTo("run-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iban/../../outside",
                "../outside",
                "/etc/outside",
                "iban/./x",
                "iban\\..\\outside",
                "iban/a/../../../outside"
            })
    void refusesNamesThatLeaveTheProject(String name) throws IOException {
        Path zip = zip(Map.of(name, "boo"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ProjectZip.read(zip))
                .withMessageContaining("outside the project");
    }

    @Test
    void saysWhichNameTheFileSystemCannotHold() throws IOException {
        Path zip = zip(Map.of("iban/a\0b", ""));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ProjectZip.read(zip))
                .withMessageContaining("cannot hold the file name \"iban/a")
                .withMessageContaining("LC_ALL=C.UTF-8");
    }

    @Test
    void refusesAnArchiveOfSeveralDirectories() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("iban/a", "");
        files.put("other/b", "");
        Path zip = zip(files);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ProjectZip.read(zip));
    }

    @Test
    void neverTouchesFilesThatAreThere() throws IOException {
        Path target = Files.createDirectory(directory.resolve("iban"));
        Files.writeString(target.resolve("iban.py"), "mine");
        ProjectZip zip = ProjectZip.read(zip(Map.of("iban/iban.py", "theirs")));

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> zip.unpackTo(target));

        assertThat(target.resolve("iban.py")).hasContent("mine");
        assertThat(children(target)).containsExactly("iban.py");
    }

    @Test
    void anEmptyDirectoryIsFreeAndALinkIsNot() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), empty);

        assertThat(ProjectZip.isFree(empty)).isTrue();
        assertThat(ProjectZip.isFree(link)).isFalse();
        ProjectZip.read(zip(Map.of("iban/a", "1"))).unpackTo(empty);
        assertThat(empty.resolve("a")).hasContent("1");
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path zip = Files.createTempFile(directory, "project", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes());
            }
        }
        return zip;
    }

    private static Stream<String> children(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
