package io.quantumlayer.llmrouter.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one organisation keeps; another's ids and encrypted content are refused, as OpenAI refuses them. */
final class Organisation implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    final HttpServer server;
    private final Map<String, ObjectNode> kept = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    volatile boolean down;

    Organisation(String name) throws IOException {
        this.name = name;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            JsonNode body = JSON.readTree(call.getRequestBody().readAllBytes());
            String path = call.getRequestURI().getPath();
            if (down) {
                answer(call, 500, error("server_error", "down"));
            } else if (path.equals("/v1/responses/compact")) {
                compact(call, body);
            } else if (path.equals("/v1/responses/input_tokens")) {
                answer(
                        call,
                        200,
                        JSON.createObjectNode()
                                .put("object", "response.input_tokens")
                                .put("input_tokens", body.path("input").size() + 40));
            } else if (path.equals("/v1/responses")) {
                create(call, body);
            } else {
                stored(call, path.substring("/v1/responses/".length()));
            }
        }
    }

    private void create(HttpExchange call, JsonNode body) throws IOException {
        String previous = body.path("previous_response_id").stringValue("");
        if (!previous.isEmpty() && !kept.containsKey(previous)) {
            answer(
                    call,
                    400,
                    error("previous_response_not_found", "Previous response '%s' not found.".formatted(previous)));
            return;
        }
        for (JsonNode item : body.path("input")) {
            String named = item.path("id").asString("");
            if (item.path("type").asString("").equals("item_reference") && !named.equals("msg_" + name)) {
                answer(call, 404, error("invalid_request_error", "Item with id '%s' not found.".formatted(named)));
                return;
            }
            String encrypted = item.path("encrypted_content").stringValue("");
            if (!encrypted.isEmpty() && !encrypted.equals("gAAA-" + name)) {
                answer(call, 400, error("invalid_encrypted_content", "The content could not be verified."));
                return;
            }
        }
        String id = "resp_%s%d".formatted(name, count.incrementAndGet());
        ObjectNode response = JSON.createObjectNode()
                .put("id", id)
                .put("object", "response")
                .put("status", "completed")
                .put("model", "m");
        ArrayNode output = response.putArray("output");
        output.addObject()
                .put("id", "rs_" + name)
                .put("type", "reasoning")
                .put("encrypted_content", "gAAA-" + name)
                .putArray("summary");
        output.addObject()
                .put("id", "msg_" + name)
                .put("type", "message")
                .put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", "from " + name);
        if (body.path("background").asBoolean(false)) {
            response.put("status", "queued").putNull("usage");
        } else {
            response.putObject("usage").put("input_tokens", 3).put("output_tokens", 2);
        }
        kept.put(id, response);
        if (!body.path("stream").asBoolean(false)) {
            answer(call, 200, response);
            return;
        }
        call.getResponseHeaders().set("Content-Type", "text/event-stream");
        call.sendResponseHeaders(200, 0);
        event(
                call,
                "response.output_text.delta",
                JSON.createObjectNode().put("item_id", "msg").put("delta", "from"));
        event(call, "response.completed", JSON.createObjectNode().set("response", response));
    }

    private void compact(HttpExchange call, JsonNode body) throws IOException {
        if (!kept.containsKey(body.path("previous_response_id").stringValue(""))) {
            answer(call, 400, error("previous_response_not_found", "Not found."));
            return;
        }
        ObjectNode compaction =
                JSON.createObjectNode().put("id", "resp_c" + name).put("object", "response.compaction");
        compaction
                .putArray("output")
                .addObject()
                .put("id", "cmp_" + name)
                .put("type", "compaction")
                .put("encrypted_content", "gAAA-" + name);
        compaction.putObject("usage").put("input_tokens", 3).put("output_tokens", 2);
        answer(call, 200, compaction);
    }

    private static void event(HttpExchange call, String type, JsonNode members) throws IOException {
        ObjectNode event = JSON.createObjectNode().put("type", type);
        event.setAll((ObjectNode) members);
        call.getResponseBody()
                .write("event: %s%ndata: %s%n%n".formatted(type, event).getBytes(StandardCharsets.UTF_8));
    }

    private void stored(HttpExchange call, String below) throws IOException {
        String id = below.replaceFirst("/.*", "");
        ObjectNode response = kept.get(id);
        if (response == null) {
            answer(call, 404, error("invalid_request_error", "Response with id '%s' not found.".formatted(id)));
        } else if (call.getRequestMethod().equals("DELETE")) {
            kept.remove(id);
            answer(call, 200, JSON.createObjectNode().put("id", id).put("deleted", true));
        } else if (below.endsWith("/cancel")) {
            answer(call, 200, response.put("status", "cancelled"));
        } else if (below.endsWith("/input_items")) {
            ObjectNode page =
                    JSON.createObjectNode().put("query", call.getRequestURI().getQuery());
            page.set("data", response.path("output"));
            answer(call, 200, page);
        } else if (String.valueOf(call.getRequestURI().getQuery()).contains("stream=true")) {
            call.getResponseHeaders().set("Content-Type", "text/event-stream");
            call.sendResponseHeaders(200, 0);
            event(
                    call,
                    "response.output_text.delta",
                    JSON.createObjectNode().put("item_id", "msg_" + name).put("delta", "from"));
            event(call, "response.completed", JSON.createObjectNode().set("response", response));
        } else {
            answer(call, 200, response);
        }
    }

    private static ObjectNode error(String code, String message) {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        return error;
    }

    private static void answer(HttpExchange call, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }

    /** Ends what it makes while nobody waits. */
    void finish(String status, int input, int output) {
        kept.values()
                .forEach(response -> response.put("status", status)
                        .putObject("usage")
                        .put("input_tokens", input)
                        .put("output_tokens", output));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
