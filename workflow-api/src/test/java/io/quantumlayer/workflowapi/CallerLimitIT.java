package io.quantumlayer.workflowapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.IdentityIssuer;
import io.quantumlayer.testsupport.TestTemporal;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "workflow-api.start.max-running-per-caller=3"})
@AutoConfigureWebTestClient(timeout = "20s")
class CallerLimitIT {

    @TempDir
    static Path keys;

    private static IdentityIssuer gateway;

    @Autowired
    WebTestClient client;

    @Autowired
    WorkflowClient temporal;

    private FakeWorker worker;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        gateway = IdentityIssuer.of(new FileSystemResource(pem("PRIVATE KEY", pair.getPrivate())), Clock.systemUTC());
        Path publicKey = pem("PUBLIC KEY", pair.getPublic());
        registry.add("quantumlayer.identity.public-key", publicKey::toString);
        registry.add("spring.temporal.connection.target", TestTemporal::address);
    }

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(temporal);
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void floodOfOneCallerIsBoundedAndStopsNobodyElse() throws InterruptedException {
        Callable<HttpStatusCode> one =
                () -> start("alice", id(), "wait").expectBody().returnResult().getStatus();
        List<HttpStatusCode> flood;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            flood = threads.invokeAll(Collections.nCopies(12, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(flood).filteredOn(HttpStatus.ACCEPTED::equals).hasSize(3);
        assertThat(flood).filteredOn(HttpStatus.TOO_MANY_REQUESTS::equals).hasSize(9);
        start("bob", id(), "now").expectStatus().isAccepted();
    }

    @Test
    void refusalNamesTheBoundAndWhenToComeBack() {
        IntStream.range(0, 3)
                .forEach(_ -> start("carol", id(), "wait").expectStatus().isAccepted());

        start("carol", id(), "wait")
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .valueEquals("Retry-After", "10")
                .expectBody()
                .jsonPath("$.limit")
                .isEqualTo(3)
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("wait until one ends, or cancel one"));
    }

    @Test
    void repeatedStartIsAnsweredAtTheBoundToo() {
        String first = id();
        start("dave", first, "wait").expectStatus().isAccepted();
        IntStream.range(0, 2)
                .forEach(_ -> start("dave", id(), "wait").expectStatus().isAccepted());

        start("dave", first, "wait").expectStatus().isAccepted();
    }

    @Test
    void runThatHasEndedLeavesItsPlace() {
        String first = id();
        start("erin", first, "wait").expectStatus().isAccepted();
        IntStream.range(0, 2)
                .forEach(_ -> start("erin", id(), "wait").expectStatus().isAccepted());

        client.post()
                .uri("/api/v1/workflows/extended-code-gen-{id}/cancel", first)
                .exchange()
                .expectStatus()
                .isAccepted();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> start("erin", id(), "wait").expectStatus().isAccepted());
    }

    @Test
    void runsThatEndAtOnceAreNeverTooMany() {
        IntStream.range(0, 12)
                .forEach(_ -> await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> start("frank", id(), "now").expectStatus().isAccepted()));
    }

    private WebTestClient.ResponseSpec start(String caller, String id, String prompt) {
        return client.post()
                .uri("/api/v1/workflows/generate-extended")
                .header(
                        Identity.HEADER,
                        gateway.issue(caller, List.of("workflow-api")).orElseThrow())
                .bodyValue(Map.of("id", id, "prompt", prompt, "language", "python", "type", "function"))
                .exchange();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Path pem(String label, Key key) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Files.writeString(
                keys.resolve(label), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
    }
}
