package io.quantumlayer.quantumdrop.drops;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.keyed;
import static io.quantumlayer.quantumdrop.Server.named;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

@QuantumDropIntegrationTest
class DropsIT {

    @LocalServerPort
    private int port;

    private DropsClient client;
    private WebTestClient web;

    @BeforeEach
    void connect() {
        client = Server.client(port);
        web = Server.web(port);
    }

    @Test
    void storesADropAndGivesItBackWithItsFiles() {
        String workflow = newWorkflow();

        Drop stored = client.create(drop(
                workflow, "code_generation", "# Code\n", new DropFile("b.py", "b = 1\n"), new DropFile("a.py", "ä\n")));

        Drop found = client.drop(stored.id());
        assertThat(found).isEqualTo(stored);
        assertThat(found.artifact()).isEqualTo("# Code\n");
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.parent()).isNull();
        assertThat(found.stale()).isFalse();
        assertThat(found.files()).extracting("path").containsExactly("a.py", "b.py");
        assertThat(found.files().getFirst().size()).isEqualTo(3);
        assertThat(client.contents(stored.id()))
                .containsExactly(new DropFile("a.py", "ä\n"), new DropFile("b.py", "b = 1\n"));
    }

    @Test
    void answersWithTheMembersOfTheOriginalFirstAndInItsOrder() {
        String json = web.post()
                .uri("/api/v1/drops")
                .header("Content-Type", "application/json")
                .bodyValue("""
                        {"id":"%s","workflow_id":"w","request_id":"r","stage":"s","type":"t","artifact":"a",
                         "metadata":{"z":1,"a":null},"version":7,"created_at":"2020-01-01T00:00:00Z"}""".formatted(newWorkflow()))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(json)
                .containsSubsequence(
                        "\"id\":",
                        "\"workflow_id\":\"w\"",
                        "\"request_id\":\"r\"",
                        "\"stage\":\"s\"",
                        "\"type\":\"t\"",
                        "\"artifact\":\"a\"",
                        "\"metadata\":{\"z\":1,\"a\":null}",
                        "\"created_at\":\"",
                        "\"version\":1")
                .doesNotContain("\n");
    }

    @Test
    void countsVersionsPerWorkflowAndStageAndNamesTheParent() {
        String workflow = newWorkflow();

        Drop first = client.create(drop(workflow, "code_generation", "1"));
        Drop second = client.create(drop(workflow, "code_generation", "2"));
        Drop other = client.create(drop(workflow, "documentation", "3"));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.parent()).isEqualTo(first.id());
        assertThat(other.version()).isEqualTo(1);
    }

    @Test
    void givesNoVersionTwiceEvenAfterTheNewestWasDeleted() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "code_generation", "1"));
        Drop second = client.create(drop(workflow, "code_generation", "2"));

        web.delete()
                .uri("/api/v1/drops/" + second.id())
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(client.create(drop(workflow, "code_generation", "3")).version())
                .isEqualTo(3);
    }

    @Test
    void returnsTheDropThatIsThereUnderTheSameKey() {
        String workflow = newWorkflow();

        Drop first = client.create(keyed(workflow, "code_generation", "k1", "one"));
        Drop again = client.create(keyed(workflow, "code_generation", "k1", "another text"));

        assertThat(again).isEqualTo(first);
        assertThat(client.stored(workflow, "k1")).containsExactly(first);
        assertThat(client.stored(workflow, "k2")).isEmpty();
        web.post()
                .uri("/api/v1/drops")
                .bodyValue(keyed(workflow, "code_generation", "k1", "one"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void takesTheSameIdWithTheSameContentAndRefusesItWithAnother() {
        String id = "drop-" + newWorkflow();
        String workflow = newWorkflow();
        Drop first = client.create(named(id, workflow, "one"));

        assertThat(client.create(named(id, workflow, "one"))).isEqualTo(first);
        for (NewDrop other : List.of(named(id, workflow, "two"), named(id, newWorkflow(), "one"))) {
            web.post()
                    .uri("/api/v1/drops")
                    .bodyValue(other)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT)
                    .expectHeader()
                    .contentType("application/problem+json")
                    .expectBody()
                    .jsonPath("$.error")
                    .value(error -> assertThat((String) error).contains(id));
        }
    }

    @Test
    void appendsAnEventForEveryDropThatIsStored() {
        String workflow = newWorkflow();
        Drop first = client.create(keyed(workflow, "code_generation", "k", "1"));
        client.create(keyed(workflow, "code_generation", "k", "1"));

        List<Event> events = events(workflow);

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().seq()).isEqualTo(1);
        assertThat(events.getFirst().type()).isEqualTo("drop.stored");
        assertThat(events.getFirst().payload())
                .isEqualTo(Map.of("drop_id", first.id(), "stage", "code_generation", "type", "code", "version", 1));
    }

    @Test
    void listsTheDropsOfAWorkflowOldestFirst() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "prompt_enhancement", "1"));
        client.create(drop(workflow, "frd_generation", "22"));

        web.get()
                .uri("/api/v1/workflows/{id}/drops", workflow)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.workflow_id")
                .isEqualTo(workflow)
                .jsonPath("$.request_id")
                .isEqualTo("")
                .jsonPath("$.total_drops")
                .isEqualTo(2)
                .jsonPath("$.drops[*].stage")
                .isEqualTo(List.of("prompt_enhancement", "frd_generation"));
        web.get()
                .uri("/api/v1/workflows/{id}/drops?limit=1&offset=1", workflow)
                .exchange()
                .expectBody()
                .jsonPath("$.total_drops")
                .isEqualTo(2)
                .jsonPath("$.drops[*].stage")
                .isEqualTo(List.of("frd_generation"));
        web.get()
                .uri("/api/v1/workflows/{id}/summary", workflow)
                .exchange()
                .expectBody()
                .jsonPath("$.total_drops")
                .isEqualTo(2)
                .jsonPath("$.summaries[1].size")
                .isEqualTo(2)
                .jsonPath("$.summaries[1].type")
                .isEqualTo("code");
    }

    @Test
    void answersForAnUnknownWorkflowWithAnEmptyList() {
        web.get()
                .uri("/api/v1/workflows/nobody/drops")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.drops")
                .isEmpty()
                .jsonPath("$.total_drops")
                .isEqualTo(0)
                .jsonPath("$.created_at")
                .isEqualTo("0001-01-01T00:00:00Z");
        web.get()
                .uri("/api/v1/workflows/nobody/summary")
                .exchange()
                .expectBody()
                .jsonPath("$.summaries")
                .isEmpty();
        web.get().uri("/api/v1/runs/nobody").exchange().expectStatus().isNotFound();
    }

    @Test
    void findsTheNewestDropOfAStage() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "documentation", "1"));
        client.create(drop(workflow, "documentation", "2"));

        web.get()
                .uri("/api/v1/workflows/{id}/drops/documentation", workflow)
                .exchange()
                .expectBody()
                .jsonPath("$.artifact")
                .isEqualTo("2");
        web.get()
                .uri("/api/v1/workflows/{id}/drops/code_generation", workflow)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.error")
                .value(error -> assertThat((String) error).startsWith("Drop not found for stage"));
    }

    @Test
    void searchesNewestFirstInPages() {
        String workflow = newWorkflow();
        for (int i = 1; i <= 5; i++) {
            client.create(drop(workflow, i % 2 == 0 ? "documentation" : "code_generation", "text " + i));
        }

        web.get()
                .uri("/api/v1/drops/search?workflow_id={id}&stage=code_generation&limit=2&offset=1", workflow)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.results[*].artifact")
                .isEqualTo(List.of("text 3", "text 1"))
                .jsonPath("$.count")
                .isEqualTo(2)
                .jsonPath("$.total")
                .isEqualTo(3);
        web.get()
                .uri("/api/v1/drops/search?limit=0")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("limit");
    }

    @Test
    void asksForSmallerPagesInsteadOfAnsweringWithTooMuch() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "code_generation", "x".repeat(250_000)));
        client.create(drop(workflow, "code_generation", "y".repeat(250_000)));

        web.get()
                .uri("/api/v1/workflows/{id}/drops", workflow)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("limit");
        web.get()
                .uri("/api/v1/workflows/{id}/drops?limit=1", workflow)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void storesABatchWholeOrNotAtAll() {
        String workflow = newWorkflow();
        web.post()
                .uri("/api/v1/drops/batch")
                .bodyValue(List.of(drop(workflow, "code_generation", "1"), drop(workflow, "code_generation", "2")))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("Batch drops created successfully")
                .jsonPath("$.count")
                .isEqualTo(2)
                .jsonPath("$.drops[1].version")
                .isEqualTo(2);

        String taken = "drop-" + newWorkflow();
        client.create(named(taken, newWorkflow(), "x"));
        web.post()
                .uri("/api/v1/drops/batch")
                .bodyValue(List.of(drop(workflow, "code_generation", "3"), named(taken, workflow, "y")))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        assertThat(events(workflow)).hasSize(2);
    }

    @Test
    void namesTheDropAndTheFieldThatABatchHasWrong() {
        Map<String, Object> wrong = new LinkedHashMap<>();
        wrong.put("workflow_id", "w");
        wrong.put("stage", " ");
        wrong.put("type", "code");
        web.post()
                .uri("/api/v1/drops/batch")
                .bodyValue(List.of(drop("w", "code_generation", "1"), wrong))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value(fields -> assertThat(fields.toString()).contains("[1].stage", "[1].artifact"));
    }

    @Test
    void namesUnknownMembers() {
        web.post()
                .uri("/api/v1/drops")
                .header("Content-Type", "application/json")
                .bodyValue("""
                        {"workflow_id":"w","stage":"s","type":"t","artifact":"a","artefact":"b"}""")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("artefact");
    }

    @Test
    void namesThePathThatLeadsOutOfTheProject() {
        for (String path : List.of("../x", "/etc/passwd", "a\\b", "a//b", "a/../../b", ".git/config", "a\nb")) {
            web.post()
                    .uri("/api/v1/drops")
                    .bodyValue(drop(newWorkflow(), "code_generation", "1", new DropFile(path, "x")))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("files[0].path")
                    .jsonPath("$.errors[0].message")
                    .value(message -> assertThat((String) message).contains(path.replace('\n', '?')));
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        String large = "x".repeat(101 * 1024);
        String workflow = newWorkflow();
        for (NewDrop drop : List.of(
                drop(workflow, "code_generation", "1", new DropFile("a.txt", large)),
                drop(workflow, "code_generation", large + large + large),
                drop(workflow, "code_generation", "x".repeat(1_200_000)))) {
            web.post()
                    .uri("/api/v1/drops")
                    .bodyValue(drop)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONTENT_TOO_LARGE)
                    .expectHeader()
                    .contentType("application/problem+json");
        }
        assertThat(events(workflow)).isEmpty();
    }

    @Test
    void deletesADropAndSaysSo() {
        String workflow = newWorkflow();
        Drop drop = client.create(drop(workflow, "code_generation", "1"));

        web.delete()
                .uri("/api/v1/drops/" + drop.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("{\"message\":\"Drop deleted successfully\"}");

        web.get().uri("/api/v1/drops/" + drop.id()).exchange().expectStatus().isNotFound();
        web.delete().uri("/api/v1/drops/" + drop.id()).exchange().expectStatus().isNotFound();
        assertThat(events(workflow)).extracting(Event::type).containsExactly("drop.stored", "drop.deleted");
    }

    @Test
    void restoresAnOldVersionAsTheNewestAndMarksLaterStagesStale() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "project_structure", "plan"));
        Drop old = client.create(drop(workflow, "code_generation", "old", new DropFile("a.py", "old\n")));
        client.create(drop(workflow, "code_generation", "new", new DropFile("a.py", "new\n")));
        client.create(drop(workflow, "documentation", "docs"));
        client.create(drop(workflow, "completion", "sum"));
        client.create(drop(workflow, "my_own_stage", "own"));

        web.post()
                .uri("/api/v1/workflows/{id}/rollback/{drop}", workflow, old.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("Rollback successful")
                .jsonPath("$.rollback_drop.version")
                .isEqualTo(3)
                .jsonPath("$.rollback_drop.artifact")
                .isEqualTo("old")
                .jsonPath("$.rollback_drop.metadata.rollback_from")
                .isEqualTo(old.id())
                .jsonPath("$.rollback_drop.metadata.original_stage")
                .isEqualTo("code_generation")
                .jsonPath("$.original_drop.id")
                .isEqualTo(old.id());

        Drop newest = newest(workflow, "code_generation");
        assertThat(newest.artifact()).isEqualTo("old");
        assertThat(client.contents(newest.id())).containsExactly(new DropFile("a.py", "old\n"));
        assertThat(newest(workflow, "project_structure").stale()).isFalse();
        assertThat(newest(workflow, "documentation").stale()).isTrue();
        assertThat(newest(workflow, "completion").stale()).isTrue();
        assertThat(newest(workflow, "my_own_stage").stale()).isFalse();
        assertThat(client.create(drop(workflow, "documentation", "again")).stale())
                .isFalse();
        assertThat(events(workflow).stream().filter(event -> event.type().equals("drop.rolled_back")))
                .singleElement()
                .satisfies(event -> assertThat(event.payload())
                        .containsEntry("stale_stages", List.of("completion", "documentation")));
    }

    @Test
    void rollsNothingBackThatBelongsToAnotherWorkflow() {
        Drop drop = client.create(drop(newWorkflow(), "code_generation", "1"));
        String other = newWorkflow();

        web.post()
                .uri("/api/v1/workflows/{id}/rollback/{drop}", other, drop.id())
                .exchange()
                .expectStatus()
                .isNotFound();
        web.get().uri("/api/v1/runs/" + other).exchange().expectStatus().isNotFound();
    }

    @Test
    void refusesControlCharactersInPaths() {
        web.get()
                .uri(URI.create("http://localhost:" + port + "/api/v1/drops/a%00b"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json");
    }

    private Drop newest(String workflow, String stage) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/workflows/{id}/drops/{stage}", workflow, stage)
                .exchange()
                .expectBody(Drop.class)
                .returnResult()
                .getResponseBody());
    }

    private List<Event> events(String workflow) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/workflows/{id}/events", workflow)
                .header("Accept", "application/json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Event.class)
                .returnResult()
                .getResponseBody());
    }
}
