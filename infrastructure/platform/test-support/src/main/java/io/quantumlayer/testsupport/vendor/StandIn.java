package io.quantumlayer.testsupport.vendor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A vendor on a free loopback port that an {@link Author} speaks through.
 *
 * <p>What it refuses is written down in its class, each rule with the vendor's document or the public report that it is
 * taken from, and never derived from what the router believes about the vendor.
 */
public abstract class StandIn implements AutoCloseable {

    /** The only key that a stand-in takes. */
    public static final String KEY = "sk-stand-in";

    private final Author author;
    private final String basePath;
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Call, @Nullable Refusal> trouble = call -> null;

    /**
     * Opens the socket.
     *
     * @param basePath path of the vendor's base URL, such as {@code /v1}
     */
    StandIn(Author author, String basePath) {
        this.author = author;
        this.basePath = basePath;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Base URL for a provider's setting. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + basePath);
    }

    /** Has calls fail before they are looked at: whatever the function gives back is answered. */
    public StandIn troubledBy(Function<Call, @Nullable Refusal> reasons) {
        trouble = reasons;
        return this;
    }

    /** Requests for a model so far, in the order in which they were answered. */
    public List<Received> received(String model) {
        return received.stream().filter(each -> each.model().equals(model)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Answers a request, or says no. */
    abstract Reply answer(Call call);

    /** Name of the model that is asked for. */
    String model(Call call) {
        return call.text("model");
    }

    /** The vendor's answer to a path or method that it does not have. */
    Refusal notFound() {
        return new Refusal(404, Json.object());
    }

    /** Name of the tool that the model calls: the one that it has to, or the one that its author likes to. */
    final @Nullable String called(@Nullable String forced, Prompt prompt) {
        return forced == null ? author.calls(prompt) : forced;
    }

    final String say(Prompt prompt) {
        return author.answer(prompt);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Call call = new Call(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body(bytes));
            try {
                Reply reply = reply(call);
                received.add(new Received(call, model(call), 200, reply.text()));
                send(exchange, 200, reply, Map.of());
            } catch (Refusal refusal) {
                received.add(new Received(
                        call, model(call), refusal.status(), refusal.body().toString()));
                send(exchange, refusal.status(), Reply.json(refusal.body()), refusal.headers());
            } catch (RuntimeException e) {
                // A gap in the script, which has to be seen in the record and fail the test.
                received.add(new Received(call, model(call), 500, e.toString()));
                send(exchange, 500, Reply.json(Json.object().put("error", e.toString())), Map.of());
            }
        }
    }

    private Reply reply(Call call) {
        if (!call.path().startsWith(basePath)) {
            throw notFound();
        }
        Refusal reason = trouble.apply(call);
        if (reason != null) {
            throw reason;
        }
        return answer(call);
    }

    private static ObjectNode body(byte[] bytes) {
        try {
            return Json.read(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode object
                    ? object
                    : Json.object();
        } catch (JacksonException e) {
            return Json.object();
        }
    }

    private static void send(HttpExchange exchange, int status, Reply reply, Map<String, String> headers)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte[] part : reply.parts()) {
                out.write(part);
                out.flush();
            }
        }
    }
}
