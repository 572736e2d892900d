package io.quantumlayer.local.runs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The platform's API with one run, {@code run-1}, that goes as it is told. */
final class FakePlatform implements AutoCloseable {

    static final String ID = "run-1";

    private final HttpServer server;
    private final List<String> events = new ArrayList<>();
    private final Map<String, String> files;
    private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Events sent before the first connection breaks. */
    int eventsBeforeBreak = Integer.MAX_VALUE;

    boolean journalBroken;

    /** What {@code X-API-Key} has to say; empty in mode open. */
    String wantedKey = "";

    String status = "Completed";
    String failure = "null";
    int downloadStatus = 200;
    String result =
            "{\"id\":\"run-1\",\"verdict\":\"complete\",\"success\":true,\"reasons\":[],\"files\":[{\"path\":\"a\"}]}";
    int resultStatus = 200;
    int retryStatus = 202;

    /** Events that are only there from the third connection on: a worker tells of a retry in its own time. */
    int eventsOfTheRetry;

    FakePlatform(Map<String, String> files) throws IOException {
        this.files = files;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        context("/api/v1/workflows/generate-extended", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 202, "{\"workflow_id\":\"run-1\",\"run_id\":\"r\",\"status\":\"started\"}");
        });
        context("/api/v1/workflows/run-1/events", this::stream);
        context("/api/v1/workflows/run-1/retry", exchange -> {
            requests.add(exchange.getRequestMethod() + " retry");
            answer(
                    exchange,
                    retryStatus,
                    retryStatus == 202
                            ? "{\"workflow_id\":\"run-1\",\"run_id\":\"again\",\"status\":\"started\",\"step\":\"write_frd\"}"
                            : "{\"detail\":\"The run is Running.\"}");
        });
        context("/api/v1/workflows/run-1/result", exchange -> answer(exchange, resultStatus, result));
        context("/api/v1/workflows/run-1/download", exchange -> {
            if (downloadStatus != 200) {
                answer(exchange, downloadStatus, "{\"detail\":\"The run 'run-1' has no project files yet.\"}");
                return;
            }
            byte[] zip = zip();
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        context(
                "/api/v1/workflows/run-1",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"workflow_id\":\"run-1\",\"status\":\"%s\",\"failure\":%s}".formatted(status, failure)));
        context("/api/v1/workflows", exchange -> answer(exchange, 200, "{\"workflows\":[]}"));
        server.start();
    }

    FakePlatform event(String type, String payload) {
        events.add("{\"seq\":%d,\"at\":\"2026-01-01T00:00:%02dZ\",\"type\":\"%s\",\"payload\":%s}"
                .formatted(events.size() + 1, events.size(), type, payload));
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> lastEventIds() {
        return lastEventIds;
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void context(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String shown =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-API-Key"), "");
            if (wantedKey.isEmpty() || wantedKey.equals(shown)) {
                handler.handle(exchange);
            } else {
                answer(exchange, 401, "{\"detail\":\"An API key of this platform is needed.\"}");
            }
        });
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (journalBroken) {
            answer(exchange, 503, "{}");
            return;
        }
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        lastEventIds.add(last);
        int from = Integer.parseInt(last);
        int there = lastEventIds.size() < 3 ? events.size() - eventsOfTheRetry : events.size();
        if (eventsOfTheRetry > 0 && from == there) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        int to = from == 0 ? Math.min(there, eventsBeforeBreak) : there;
        // One event again, as a server may send it after a break.
        for (int index = Math.max(0, from - 1); index < to; index++) {
            exchange.getResponseBody()
                    .write("id:%d\ndata:%s\n\n"
                            .formatted(index + 1, events.get(index))
                            .getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
