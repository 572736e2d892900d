package io.quantumlayer.gateway.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks services how they are, all at the same time. */
final class HealthProbe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** Whether each service answered with 200 within two seconds, in the order of the addresses. */
    Map<String, Boolean> ask(Map<String, URI> addresses) {
        Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        addresses.forEach((service, address) -> answers.put(service, healthy(address)));
        Map<String, Boolean> healthy = new LinkedHashMap<>();
        answers.forEach((service, answer) -> healthy.put(service, answer.join()));
        return healthy;
    }

    private CompletableFuture<Boolean> healthy(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, error) -> error == null && response.statusCode() == 200);
    }
}
