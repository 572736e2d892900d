package io.quantumlayer.local.runs;

import io.quantumlayer.local.ApiKey;
import io.quantumlayer.local.Authority;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** The platform's public API. */
public final class Gateway implements AutoCloseable {

    private static final String WORKFLOWS = "/api/v1/workflows";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_PATIENCE = Duration.ofMinutes(10);

    private static final int UNAUTHORIZED = 401;

    private final URI base;
    private final Optional<ApiKey> key;
    private final HttpClient client;

    /** The API behind this address, for everybody. */
    public Gateway(URI base) {
        this(base, Optional.empty());
    }

    /** The API behind this address, for who shows this key. */
    public Gateway(URI base, Optional<ApiKey> key) {
        this(base, key, Optional.empty());
    }

    /**
     * The API behind this address, for who shows this key.
     *
     * @param authority that has signed the certificate of an {@code https} address
     */
    public Gateway(URI base, Optional<ApiKey> key, Optional<Authority> authority) {
        this.base = base;
        this.key = key;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        authority.map(Authority::context).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Starts a run and returns its id.
     *
     * @throws CommandFailedException naming each field that was refused
     */
    public String start(Map<String, Object> request) {
        HttpRequest post = request(WORKFLOWS + "/generate-extended")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(request)))
                .build();
        return Json.text(json(post), "workflow_id");
    }

    /** State and progress of a run. */
    public JsonNode run(String id) {
        return json(request(path(id)).build());
    }

    /**
     * Model calls of a run by step, as the router has counted them.
     *
     * @throws CommandFailedException where the router asks for a key of its own
     */
    public JsonNode modelUsage(String id) {
        return json(request("/api/v1/llm/usage?run=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .build());
    }

    /** A page of runs, newest first. */
    public JsonNode runs(int limit) {
        return json(request(WORKFLOWS + "?limit=" + limit).build());
    }

    /** What a completed run has made. */
    public JsonNode result(String id) {
        return json(request(path(id) + "/result").timeout(Duration.ofMinutes(2)).build());
    }

    /** Asks a run to end. */
    public void cancel(String id) {
        json(request(path(id) + "/cancel")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /**
     * Lets a run that has ended without a result go on.
     *
     * @return the {@code run_id} of the execution that goes on, and the {@code step} that it goes on from
     * @throws CommandFailedException when there is none, or it runs or has a result
     */
    JsonNode retry(String id) {
        return json(request(path(id) + "/retry")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** The project as a zip, written to a file. */
    public void download(String id, Path file) {
        HttpRequest get = request(path(id) + "/download?format=zip")
                .timeout(DOWNLOAD_PATIENCE)
                .build();
        try {
            HttpResponse<Optional<String>> response = client.send(
                    get,
                    info -> info.statusCode() == 200
                            ? BodySubscribers.mapping(BodySubscribers.ofFile(file), _ -> Optional.empty())
                            : BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), Optional::of));
            if (response.statusCode() != 200) {
                throw refusal(response.statusCode(), response.body().orElse(""));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * The journal of a run as it is written.
     *
     * @param lastEvent number of the last event that is known, 0 for none
     * @throws IOException when there is no stream to be had now
     */
    HttpResponse<InputStream> events(String id, long lastEvent) throws IOException, InterruptedException {
        HttpRequest get = requestTo(path(id) + "/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(lastEvent))
                .build();
        return client.send(get, BodyHandlers.ofInputStream());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return requestTo(pathAndQuery).header("Accept", "application/json").timeout(PATIENCE);
    }

    private HttpRequest.Builder requestTo(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery));
        key.ifPresent(known -> request.header("X-API-Key", known.value()));
        return request;
    }

    private static String path(String id) {
        return WORKFLOWS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private JsonNode json(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw refusal(response.statusCode(), response.body());
            }
            return Json.lenient(response.body());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CommandFailedException refusal(int status, String body) {
        CommandFailedException refused = refused(status, body);
        if (status != UNAUTHORIZED) {
            return refused;
        }
        String remedy = key.map("It does not know %s."::formatted).orElse("Give ql one: %s.".formatted(ApiKey.REMEDY));
        return new CommandFailedException(refused.exitCode(), refused.getMessage() + "\n" + remedy);
    }

    /** A 4xx is about what was asked for, anything else about the platform. */
    static CommandFailedException refused(int status, String body) {
        JsonNode problem = Json.lenient(body);
        StringJoiner message = new StringJoiner("\n");
        String detail = Json.text(problem, "detail");
        message.add(Text.plain(detail.isEmpty() ? "The platform answered %d.".formatted(status) : detail));
        for (JsonNode error : problem.path("errors")) {
            message.add("  %s: %s"
                    .formatted(Text.plain(Json.text(error, "field")), Text.plain(Json.text(error, "message"))));
        }
        if (status >= 500) {
            message.add("Which service it is: ql status. What it says: ql logs <service>");
        }
        return new CommandFailedException(status < 500 ? ExitCode.USAGE : ExitCode.PLATFORM, message.toString());
    }

    private CommandFailedException unreachable(IOException e) {
        return new CommandFailedException(
                ExitCode.PLATFORM,
                "The gateway at %s does not answer (%s). Look at: ql status"
                        .formatted(base, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                e);
    }

    private static CommandFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandFailedException(ExitCode.PLATFORM, "Interrupted.", e);
    }
}
