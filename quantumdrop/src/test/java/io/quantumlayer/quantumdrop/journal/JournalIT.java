package io.quantumlayer.quantumdrop.journal;

import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

@QuantumDropIntegrationTest
class JournalIT {

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
    void numbersTheEventsOfAWorkflowFromOne() {
        String workflow = newWorkflow();

        Event first = client.append(workflow, event("run.started"));
        Event second = client.append(workflow, new NewEvent("stage.completed", null, null));

        assertThat(first.seq()).isEqualTo(1);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.payload()).isEmpty();
        assertThat(second.at()).isAfterOrEqualTo(first.at());
    }

    @Test
    void writesAnEventWithAKnownKeyOnlyOnce() {
        String workflow = newWorkflow();

        Event first = client.append(workflow, new NewEvent("run.started", "k", Map.of("try", 1)));
        Event again = client.append(workflow, new NewEvent("run.started", "k", Map.of("try", 2)));

        assertThat(again).isEqualTo(first);
        assertThat(client.append(newWorkflow(), new NewEvent("run.started", "k", Map.of()))
                        .seq())
                .isEqualTo(1);
        web.post()
                .uri("/api/v1/workflows/{id}/events", workflow)
                .bodyValue(new NewEvent("run.started", "k", Map.of()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void listsEventsInPages() {
        String workflow = newWorkflow();
        for (int i = 0; i < 5; i++) {
            client.append(workflow, event("stage.completed"));
        }

        web.get()
                .uri("/api/v1/workflows/{id}/events?after=1&limit=2", workflow)
                .header("Accept", "application/json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json")
                .expectBody()
                .jsonPath("$[*].seq")
                .isEqualTo(List.of(2, 3));
        web.get()
                .uri("/api/v1/workflows/nobody/events")
                .header("Accept", "application/json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("[]");
    }

    @Test
    void streamsEachEventAsOneLineOfJsonAndEndsWithTheRun() {
        String workflow = newWorkflow();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("text", "two\nlines");
        payload.put("none", null);
        client.append(workflow, new NewEvent("stage.completed", null, payload));
        client.append(workflow, event("run.completed"));

        String stream = web.get()
                .uri("/api/v1/workflows/{id}/events", workflow)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/event-stream")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(stream).matches("""
                        id:1
                        event:stage.completed
                        data:\\{"seq":1,"at":"[^"]+Z","type":"stage.completed","payload":\\{"text":"two\\\\nlines","none":null}}

                        id:2
                        event:run.completed
                        data:\\{"seq":2,"at":"[^"]+Z","type":"run.completed","payload":\\{}}

                        """);
    }

    @Test
    void goesOnAfterTheEventThatTheReaderHasSeen() {
        String workflow = newWorkflow();
        for (String type : List.of("run.started", "stage.started", "stage.completed", "run.failed")) {
            client.append(workflow, event(type));
        }

        assertThat(ids(workflow, "", null)).containsExactly("1", "2", "3", "4");
        assertThat(ids(workflow, "?last_event_id=2", null)).containsExactly("3", "4");
        assertThat(ids(workflow, "?last_event_id=1", "3")).containsExactly("4");
    }

    @Test
    void tellsAReaderThatHasSeenEverythingNotToComeBack() {
        String workflow = newWorkflow();
        client.append(workflow, event("run.started"));
        client.append(workflow, event("run.canceled"));

        web.get()
                .uri("/api/v1/workflows/{id}/events?last_event_id=2", workflow)
                .header("Accept", "text/event-stream")
                .exchange()
                .expectStatus()
                .isNoContent();

        client.append(workflow, event("drop.rolled_back"));
        assertThat(ids(workflow, "?last_event_id=2", null)).containsExactly("3");
    }

    @Test
    void refusesWhatIsNoEvent() {
        web.get()
                .uri("/api/v1/workflows/w/events?last_event_id=x")
                .header("Accept", "text/event-stream")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json");
        web.post()
                .uri("/api/v1/workflows/w/events")
                .bodyValue(new NewEvent("Stage done\nid: 7", null, Map.of()))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("type");
        web.post()
                .uri("/api/v1/workflows/w/events")
                .bodyValue(new NewEvent("stage.completed", null, Map.of("text", "x".repeat(70_000))))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        web.post()
                .uri("/api/v1/workflows/{id}/events", "no/slash")
                .bodyValue(event("run.started"))
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    private List<String> ids(String workflow, String query, String lastEventId) {
        String stream = web.get()
                .uri("/api/v1/workflows/" + workflow + "/events" + query)
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return stream.lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3))
                .toList();
    }

    private static NewEvent event(String type) {
        return new NewEvent(type, null, Map.of());
    }
}
