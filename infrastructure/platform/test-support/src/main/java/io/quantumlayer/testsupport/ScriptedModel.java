package io.quantumlayer.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAI-compatible model on a real socket that answers from a script, by the name of the JSON Schema asked for.
 *
 * <p>A schema takes its scripted answers in order and stays at the last one. A request for a schema without a script
 * gets a 500, which fails the test that forgot it.
 */
public final class ScriptedModel implements AutoCloseable {

    /** Name of the model that the server offers. */
    public static final String MODEL = "scripted";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final Map<String, Queue<Function<JsonNode, String>>> scripts = new ConcurrentHashMap<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    private ScriptedModel(HttpServer server) {
        this.server = server;
    }

    /** Starts a server on a free loopback port. */
    public static ScriptedModel start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScriptedModel model = new ScriptedModel(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", model::complete);
        server.start();
        return model;
    }

    /** Base URL for a provider's setting, ending in {@code /v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Appends answers for a schema: the contents of the assistant's messages. */
    public ScriptedModel answers(String schema, String... contents) {
        for (String content : contents) {
            answers(schema, request -> content);
        }
        return this;
    }

    /** Appends an answer that depends on the request. */
    public ScriptedModel answers(String schema, Function<JsonNode, String> content) {
        scripts.computeIfAbsent(schema, name -> new ConcurrentLinkedQueue<>()).add(content);
        return this;
    }

    /** Forgets all answers and requests, for the next script. */
    public ScriptedModel forget() {
        scripts.clear();
        requests.clear();
        return this;
    }

    /** The requests for a schema so far, in the order they came. */
    public List<JsonNode> requestsFor(String schema) {
        return requests.stream()
                .filter(request -> schema(request).equals(schema))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = json.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            String schema = schema(request);
            Function<JsonNode, String> script = next(schema);
            if (script == null) {
                send(exchange, 500, error("no script for the schema '" + schema + "'"));
            } else {
                send(exchange, 200, completion(script.apply(request)));
            }
        }
    }

    private static String schema(JsonNode request) {
        return request.path("response_format").path("json_schema").path("name").asString("");
    }

    private @Nullable Function<JsonNode, String> next(String schema) {
        Queue<Function<JsonNode, String>> script = scripts.get(schema);
        if (script == null) {
            return null;
        }
        synchronized (script) {
            return script.size() > 1 ? script.poll() : script.peek();
        }
    }

    private ObjectNode completion(String content) {
        ObjectNode completion = json.createObjectNode();
        completion.put("id", "chatcmpl-" + requests.size());
        completion.put("object", "chat.completion");
        completion.put("created", 1_700_000_000);
        completion.put("model", MODEL);
        ObjectNode choice = completion.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", content);
        choice.put("finish_reason", "stop");
        completion
                .putObject("usage")
                .put("prompt_tokens", 100)
                .put("completion_tokens", 20)
                .put("total_tokens", 120);
        return completion;
    }

    private ObjectNode error(String message) {
        ObjectNode error = json.createObjectNode();
        error.putObject("error").put("message", message).put("type", "server_error");
        return error;
    }

    private void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
