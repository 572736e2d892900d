package io.quantumlayer.gateway.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks services how they are, all at the same time. */
final class HealthProbe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .executor(threads)
            .build();

    /** Whether each service answered with 200 within two seconds, in the order of the addresses. */
    Map<String, Boolean> ask(Map<String, URI> addresses) {
        Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        addresses.forEach((service, address) -> answers.put(service, ask(address)));
        Map<String, Boolean> healthy = new LinkedHashMap<>();
        answers.forEach((service, answer) -> healthy.put(service, answer.join()));
        return healthy;
    }

    /** On a thread of its own: the look-up of a name blocks, and the client's own time limit does not cover it. */
    private CompletableFuture<Boolean> ask(URI address) {
        return CompletableFuture.supplyAsync(() -> healthy(address), threads)
                .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean healthy(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
