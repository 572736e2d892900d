package io.quantumlayer.quantumdrop.projectfiles;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Project;
import io.quantumlayer.contracts.quantumdrop.ProjectFile;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@QuantumDropIntegrationTest
class ProjectFilesIT {

    @LocalServerPort
    private int port;

    private DropsClient client;
    private WebTestClient web;
    private String workflow;

    @BeforeEach
    void connect() {
        client = Server.client(port);
        web = Server.web(port);
        workflow = newWorkflow();
    }

    @Test
    void laysLaterStagesOverEarlierOnesWhateverTheOrderOfStoring() {
        store("documentation", file("README.md", "docs"), file("main.py", "docs"));
        store("completion", file(".quantumlayer/project.json", "{}"));
        store("code_generation", file("main.py", "code"), file("util.py", "code"), file("README.md", "code"));
        store("frd_generation", file("docs/FRD.md", "frd"));
        store("test_generation", file("tests/test_main.py", "tests"), file("util.py", "tests"));
        store("dependency_resolution", file("requirements.txt", "deps"), file("tests/test_main.py", "deps"));

        assertThat(stages())
                .containsExactly(
                        Map.entry(".quantumlayer/project.json", "completion"),
                        Map.entry("README.md", "documentation"),
                        Map.entry("main.py", "documentation"),
                        Map.entry("requirements.txt", "dependency_resolution"),
                        Map.entry("tests/test_main.py", "test_generation"),
                        Map.entry("util.py", "test_generation"));
    }

    @Test
    void takesOnlyTheNewestVersionOfAStageAndNoStaleOne() {
        Drop first = store("code_generation", file("a.py", "1"), file("gone.py", "1"));
        store("code_generation", file("a.py", "2"));
        store("documentation", file("README.md", "docs"));
        assertThat(stages().keySet()).containsExactly("README.md", "a.py");

        web.post()
                .uri("/api/v1/workflows/{id}/rollback/{drop}", workflow, first.id())
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(stages().keySet()).containsExactly("a.py", "gone.py");
        assertThat(content("a.py")).isEqualTo("1");
    }

    @Test
    void letsAFileTakeThePlaceOfAFolderAndTheOtherWayRound() {
        store("code_generation", file("data/a.txt", "1"), file("data-2", "1"), file("lib", "1"));
        store("documentation", file("data", "2"), file("lib/x/y.txt", "2"));

        assertThat(stages().keySet()).containsExactly("data", "data-2", "lib/x/y.txt");
    }

    @Test
    void servesAFileWithItsTypeAndItsDigestAsTag() {
        store("code_generation", file("src/my app.py", "print('ä')\n"), file("index.html", "<b>x</b>"));

        String tag = web.get()
                .uri("/api/v1/workflows/{id}/files/src/{name}", workflow, "my app.py")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/x-python;charset=UTF-8")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'; sandbox")
                .expectBody(String.class)
                .isEqualTo("print('ä')\n")
                .returnResult()
                .getResponseHeaders()
                .getETag();

        assertThat(tag).isEqualTo("\"" + project().files().get(1).sha256() + "\"");
        web.get()
                .uri("/api/v1/workflows/{id}/files/src/{name}", workflow, "my app.py")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectBody()
                .isEmpty();
    }

    @Test
    void knowsNoFileOutsideTheProject() {
        store("code_generation", file("a.py", "1"));

        for (String path : new String[] {"b.py", "..%2f..%2fetc%2fpasswd", "%2e%2e/a.py", "a.py/", ""}) {
            web.get()
                    .uri(URI.create("http://localhost:%d/api/v1/workflows/%s/files/%s".formatted(port, workflow, path)))
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        web.get()
                .uri("/api/v1/workflows/nobody/files")
                .exchange()
                .expectStatus()
                .isNotFound();
        web.get()
                .uri("/api/v1/workflows/nobody/download")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void packsTheProjectIntoAZipWithTheSameBytesForTheSameFiles() throws IOException {
        record("Test Project");
        store("code_generation", file("b.py", "b"), file("a/ü.py", "a"), file("run.sh", "#!/bin/sh\n"));
        byte[] zip = download("zip", "application/zip", "attachment; filename=\"Test-Project.zip\"");

        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getTimeLocal().toString()).isEqualTo("1980-01-01T00:00");
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(entries)
                .containsExactly(
                        Map.entry("Test-Project/a/ü.py", "a"),
                        Map.entry("Test-Project/b.py", "b"),
                        Map.entry("Test-Project/run.sh", "#!/bin/sh\n"));

        workflow = newWorkflow();
        record("Test Project");
        store("code_generation", file("run.sh", "#!/bin/sh\n"), file("a/ü.py", "a"), file("b.py", "b"));
        assertThat(download("zip", "application/zip", "attachment; filename=\"Test-Project.zip\""))
                .isEqualTo(zip);
    }

    @Test
    void packsTheProjectIntoATarWithTheSameBytesForTheSameFiles() throws IOException {
        String deep = "d/".repeat(100) + "ü.py";
        store("code_generation", file("b.py", "b"), file(deep, "a"), file("run.sh", "#!/bin/sh\n"));
        String disposition = "attachment; filename=\"%s.tar.gz\"".formatted(workflow);
        byte[] tar = download("tar.gz", "application/gzip", disposition);

        Map<String, Integer> modes = new LinkedHashMap<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tar)), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                modes.put(entry.getName(), entry.getMode() & 0777);
            }
        }
        assertThat(modes)
                .containsExactly(
                        Map.entry(workflow + "/b.py", 0644),
                        Map.entry(workflow + "/" + deep, 0644),
                        Map.entry(workflow + "/run.sh", 0755));
        assertThat(download("tar.gz", "application/gzip", disposition)).isEqualTo(tar);
    }

    @Test
    void refusesUnknownFormatsAndProjectsWithoutFiles() {
        client.create(drop(workflow, "prompt_enhancement", "text"));

        web.get()
                .uri("/api/v1/workflows/{id}/download?format=rar", workflow)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("format");
        web.get()
                .uri("/api/v1/workflows/{id}/download", workflow)
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(project().files()).isEmpty();
    }

    private byte[] download(String format, String type, String disposition) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/workflows/{id}/download?format={format}", workflow, format)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(type)
                .expectHeader()
                .valueEquals("Content-Disposition", disposition)
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private void record(String name) {
        client.recordRun(workflow, new RunRecord("r", "q", name, "python", "function", "Completed", "complete"));
    }

    private Drop store(String stage, DropFile... files) {
        return client.create(drop(workflow, stage, stage, files));
    }

    private String content(String path) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/workflows/{id}/files/" + path, workflow)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private Map<String, String> stages() {
        Map<String, String> stages = new LinkedHashMap<>();
        for (ProjectFile file : project().files()) {
            stages.put(file.path(), file.stage());
        }
        return stages;
    }

    private Project project() {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/workflows/{id}/files", workflow)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Project.class)
                .returnResult()
                .getResponseBody());
    }

    private static DropFile file(String path, String content) {
        return new DropFile(path, content);
    }
}
