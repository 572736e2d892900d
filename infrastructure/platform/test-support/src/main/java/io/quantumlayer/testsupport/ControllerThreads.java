package io.quantumlayer.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The rule that every service keeps: its controllers run on virtual threads, so that it says that it is alive however
 * many of its answers wait, and a thread whose client has left is interrupted. One integration test of each service
 * calls {@link #verify}.
 */
@AutoConfiguration
public final class ControllerThreads {

    private static final int WAITING = 200;
    private static final Duration PROMPT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TRIES = 10;

    @Bean
    WaitingController waitingController() {
        return new WaitingController();
    }

    /**
     * Has 200 calls wait in a controller of the service that listens on a port of this machine.
     *
     * @throws AssertionError if a controller's thread is not virtual, {@code /health} is late, or a thread outlives its
     *     client's connection
     */
    public static void verify(int port) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            staysAlive(client, port);
            endsWithItsClient(client, port);
        }
    }

    private static void staysAlive(HttpClient client, int port) {
        String name = UUID.randomUUID().toString();
        WaitingController.Waits waits = WaitingController.open(name);
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, WAITING)
                .mapToObj(call -> get(client, port, WaitingController.PATH + name))
                .toList();
        try {
            Awaitility.await("all calls wait at once in their controller")
                    .atMost(PATIENCE)
                    .until(() -> waits.waiting.get() == WAITING);
            Duration fastest = Stream.generate(() -> health(client, port))
                    .limit(TRIES)
                    .min(Duration::compareTo)
                    .orElseThrow();
            assertThat(fastest)
                    .as("time of /health while %d calls wait", WAITING)
                    .isLessThan(PROMPT);
        } finally {
            waits.end.countDown();
        }
        assertThat(calls)
                .as("threads of controllers")
                .allSatisfy(call -> assertThat(call.join().body()).isEqualTo("virtual"));
    }

    private static void endsWithItsClient(HttpClient client, int port) {
        String name = UUID.randomUUID().toString();
        WaitingController.Waits waits = WaitingController.open(name);
        CompletableFuture<HttpResponse<String>> call = get(client, port, WaitingController.PATH + name);
        Awaitility.await("a call waits").atMost(PATIENCE).until(() -> waits.waiting.get() == 1);
        call.cancel(true);
        Awaitility.await("the thread of a client that has left is interrupted")
                .atMost(PATIENCE)
                .until(() -> waits.interrupted.get() == 1);
    }

    private static Duration health(HttpClient client, int port) {
        long start = System.nanoTime();
        assertThat(get(client, port, "/health")
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .statusCode())
                .isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient client, int port, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
