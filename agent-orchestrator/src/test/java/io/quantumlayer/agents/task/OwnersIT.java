package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.IdentityIssuer;
import io.quantumlayer.testsupport.RealPostgres;
import io.quantumlayer.testsupport.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What tasks of one owner are to those of others. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "agent-orchestrator.tasks.max-waiting-per-owner=3"})
@RealPostgres
@Timeout(60)
class OwnersIT {

    private static final TestKeys GATEWAY = TestKeys.create();

    private final IdentityIssuer tokens =
            IdentityIssuer.of(new FileSystemResource(GATEWAY.privateKey()), Clock.systemUTC());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private CountDownLatch mayAnswer = new CountDownLatch(1);

    @LocalServerPort
    private int port;

    @Autowired
    private FakeModel model;

    private WebTestClient web;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add(
                "quantumlayer.identity.public-key", () -> GATEWAY.publicKey().toString());
    }

    @BeforeEach
    void connect() {
        model.asked.clear();
        model.answers(FakeModel.VALID);
        web = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterEach
    void answer() {
        mayAnswer.countDown();
        threads.close();
    }

    @Test
    void aFloodIsBoundedAndStopsNobodyElse() {
        hold();
        List<CompletableFuture<Integer>> flood = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status("alice", task(null, "f" + i, null)), threads))
                .toList();
        await().until(() -> model.asked.size() == 3);

        EntityExchangeResult<String> refused = ask("alice", task(null, "g", null));

        assertThat(refused.getStatus().value()).isEqualTo(429);
        assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("10");
        assertThat(refused.getResponseBody()).contains("\"waiting\":3", "\"limit\":3", "ask again when one has ended");
        model.answers(FakeModel.VALID);
        assertThat(status("bob", task(null, "g", null))).isEqualTo(200);
        mayAnswer.countDown();
        assertThat(flood).extracting(CompletableFuture::join).containsOnly(200);
        assertThat(status("alice", task(null, "g", null))).isEqualTo(200);
    }

    @Test
    void theWorkersTasksAreThoseOfTheRunsOwner() {
        hold();
        List<CompletableFuture<Integer>> flood = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(null, task(null, "f" + i, "carol")), threads))
                .toList();
        await().until(() -> model.asked.size() == 3);

        assertThat(status(null, task(null, "g", "carol"))).isEqualTo(429);
        assertThat(status("carol", task(null, "g", "somebody else"))).isEqualTo(429);
        model.answers(FakeModel.VALID);
        assertThat(status(null, task(null, "g", "dave"))).isEqualTo(200);
        mayAnswer.countDown();
        assertThat(flood).extracting(CompletableFuture::join).containsOnly(200);
    }

    @Test
    void aCallerCannotTakeTheIdOfAStep() {
        String id = UUID.randomUUID() + ":write_frd:0";

        EntityExchangeResult<String> refused = ask("mallory", task(id, "theirs", null));

        assertThat(refused.getStatus().value()).isEqualTo(400);
        assertThat(refused.getResponseBody()).contains("\"field\":\"id\"", "choose another, or leave it out");
        assertThat(status(null, task(id, "the run's", null))).isEqualTo(200);
    }

    @Test
    void idsOfACallerAreTheCallersOwn() {
        assertThat(status("alice", task("mine", "one", null))).isEqualTo(200);

        assertThat(status("bob", task("mine", "another", null)))
                .as("no conflict")
                .isEqualTo(200);
        assertThat(status("bob", task("mine", "one", null)))
                .as("a conflict of his own")
                .isEqualTo(409);
        assertThat(status(null, task("mine", "a third", null))).isEqualTo(200);
        assertThat(read("alice", "/mine").getResponseBody()).contains("\"id\":\"mine\"");
        assertThat(model.asked).hasSize(3);
    }

    @Test
    void aTaskIsReadByItsOwnerAlone() {
        String step = UUID.randomUUID() + ":write_frd:0";
        assertThat(status(null, task(step, "the run's", "alice"))).isEqualTo(200);
        assertThat(status("alice", task("own", "hers", null))).isEqualTo(200);

        for (String id : List.of(step, "own")) {
            assertThat(read("alice", "/" + id).getStatus().value()).as(id).isEqualTo(200);
            assertThat(read("mallory", "/" + id).getStatus().value()).as(id).isEqualTo(404);
        }
        assertThat(read("mallory", "").getResponseBody()).contains("\"total\":0");
        assertThat(read("alice", "").getResponseBody()).contains(step, "\"own\"");
        assertThat(read(null, "/" + step).getStatus().value()).isEqualTo(200);
    }

    @Test
    void whatACallersTaskKeepsIsNoAnswerOfARun() {
        Map<String, Object> request = task(null, "same", null);
        request.put("context_id", "extended-code-gen-x");
        request.put("scope", "write_frd:0");
        assertThat(status("mallory", request)).isEqualTo(200);

        assertThat(status(null, request)).isEqualTo(200);

        assertThat(model.asked).hasSize(2);
    }

    private void hold() {
        model.answers(request -> {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return FakeModel.says(FakeModel.VALID);
        });
    }

    private int status(@Nullable String caller, Map<String, Object> request) {
        return ask(caller, request).getStatus().value();
    }

    private EntityExchangeResult<String> read(@Nullable String caller, String below) {
        return web.get()
                .uri("/api/v1/tasks" + below)
                .headers(headers -> identify(caller, headers))
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private void identify(@Nullable String caller, HttpHeaders headers) {
        if (caller != null) {
            headers.set(
                    Identity.HEADER,
                    tokens.issue(caller, List.of("agent-orchestrator")).orElseThrow());
        }
    }

    private EntityExchangeResult<String> ask(@Nullable String caller, Map<String, Object> request) {
        return web.post()
                .uri("/api/v1/tasks")
                .headers(headers -> identify(caller, headers))
                .bodyValue(request)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private static Map<String, Object> task(@Nullable String id, String path, @Nullable String owner) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (id != null) {
            request.put("id", id);
        }
        if (owner != null) {
            request.put("owner", owner);
        }
        request.put("role", "developer");
        request.put("inputs", List.of(Map.of("path", path)));
        return request;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Fakes {

        @Bean
        @Primary
        FakeModel fakeModel() {
            return new FakeModel();
        }
    }
}
