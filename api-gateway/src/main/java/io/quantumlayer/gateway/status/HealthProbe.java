package io.quantumlayer.gateway.status;

import io.quantumlayer.platform.identity.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Asks services how they are, all at the same time. */
final class HealthProbe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /** @param tls what services in a mesh are called with */
    HealthProbe(SSLContext tls) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .executor(threads)
                .sslContext(tls)
                .build();
    }

    /**
     * Whether each service answered with 200 within two seconds, in the order of the addresses.
     *
     * @param identity token to show a service: one that takes no call of the gateway is not healthy
     */
    Map<String, Boolean> ask(Map<String, URI> addresses, Function<String, Optional<String>> identity) {
        Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        addresses.forEach((service, address) -> answers.put(service, ask(address, identity.apply(service))));
        Map<String, Boolean> healthy = new LinkedHashMap<>();
        answers.forEach((service, answer) -> healthy.put(service, answer.join()));
        return healthy;
    }

    /** On a thread of its own: the look-up of a name blocks, and the client's own time limit does not cover it. */
    private CompletableFuture<Boolean> ask(URI address, Optional<String> identity) {
        return CompletableFuture.supplyAsync(() -> healthy(address, identity), threads)
                .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean healthy(URI address, Optional<String> identity) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
        identity.ifPresent(token -> request.header(Identity.HEADER, token));
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
