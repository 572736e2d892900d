package io.quantumlayer.local.platform;

import io.quantumlayer.local.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Asks workflow-api whether any run is going on. */
final class ActiveRuns implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Endpoint workflowApi;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ActiveRuns(Endpoint workflowApi) {
        this.workflowApi = workflowApi;
    }

    /** Whether one of the latest 200 runs is going on; without an answer it may be. */
    boolean any() throws InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(workflowApi.uri().resolve("/api/v1/workflows?limit=200"))
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = client.send(list, HttpResponse.BodyHandlers.ofString());
            JsonNode runs = Json.lenient(response.body()).path("workflows");
            return response.statusCode() != 200
                    || !runs.isArray()
                    || runs.valueStream()
                            .anyMatch(run -> Json.text(run, "status").equals("Running"));
        } catch (IOException unanswered) {
            return true;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
