package io.quantumlayer.quantumdrop.diff;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@QuantumDropIntegrationTest
class DiffIT {

    @LocalServerPort
    private int port;

    @Test
    void comparesArtifactsAndFilesOfTwoDrops() {
        DropsClient client = Server.client(port);
        String workflow = newWorkflow();
        String many = "x\n".repeat(12_000);
        Drop old = client.create(drop(
                workflow,
                "code_generation",
                "# Plan\n",
                new DropFile("same.py", "same\n"),
                new DropFile("changed.py", "a = 1\n"),
                new DropFile("removed.py", "gone\n"),
                new DropFile("large.txt", many)));
        Drop young = client.create(drop(
                workflow,
                "code_generation",
                "# Plan\n",
                new DropFile("same.py", "same\n"),
                new DropFile("changed.py", "a = 2\n"),
                new DropFile("added.py", "new\n"),
                new DropFile("large.txt", many + "y\n")));

        diff(old, young)
                .jsonPath("$.from.version")
                .isEqualTo(1)
                .jsonPath("$.to.version")
                .isEqualTo(2)
                .jsonPath("$.identical")
                .isEqualTo(false)
                .jsonPath("$.artifact")
                .doesNotExist()
                .jsonPath("$.files[*].path")
                .isEqualTo(List.of("added.py", "changed.py", "large.txt", "removed.py"))
                .jsonPath("$.files[*].change")
                .isEqualTo(List.of("added", "modified", "modified", "removed"))
                .jsonPath("$.files[0].diff")
                .isEqualTo("--- /dev/null\n+++ b/added.py\n@@ -0,0 +1,1 @@\n+new\n")
                .jsonPath("$.files[1].diff")
                .isEqualTo("--- a/changed.py\n+++ b/changed.py\n@@ -1,1 +1,1 @@\n-a = 1\n+a = 2\n")
                .jsonPath("$.files[2].diff")
                .doesNotExist()
                .jsonPath("$.files[3].diff")
                .value(text -> assertThat((String) text).contains("+++ /dev/null"));
        diff(old, old).jsonPath("$.identical").isEqualTo(true);
    }

    @Test
    void comparesNothingWithADropThatIsNotThere() {
        Drop drop = Server.client(port).create(drop(newWorkflow(), "code_generation", "1"));

        Server.web(port)
                .get()
                .uri("/api/v1/drops/{id}/diff/nothing", drop.id())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private WebTestClient.BodyContentSpec diff(Drop from, Drop to) {
        return Server.web(port)
                .get()
                .uri("/api/v1/drops/{id}/diff/{other}", from.id(), to.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }
}
