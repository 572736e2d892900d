package io.quantumlayer.local.platform;

import io.quantumlayer.local.Authority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Asks services whether they are ready. */
final class Readiness implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client;

    /** @param authority of those that want TLS */
    Readiness(Optional<Authority> authority) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1);
        authority.map(Authority::context).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** Why the service is not ready; empty when it is. */
    Optional<String> problem(Endpoint endpoint) throws InterruptedException {
        URI ready = endpoint.uri().resolve("/ready");
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(ready).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("%d %s".formatted(response.statusCode(), response.body()));
        } catch (SSLException e) {
            return Optional.of("no TLS on port %d: %s".formatted(endpoint.port(), e.getMessage()));
        } catch (IOException e) {
            return Optional.of("no answer on port " + endpoint.port());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
