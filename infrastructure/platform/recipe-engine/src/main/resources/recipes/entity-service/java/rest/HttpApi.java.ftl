package [=project.package].rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The REST interface: routes requests to the store and writes answers. */
public final class HttpApi implements AutoCloseable {

    /** The size of the largest body that is read. */
    public static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final System.Logger LOGGER = System.getLogger(HttpApi.class.getName());
    private static final int MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;
    private static final int STOP_SECONDS = 10;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    static {
        // Otherwise answers wait about 40 ms for the acknowledgement that the client delays.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final EntityStore store;
    private final Map<String, EntityType<?>> types = new LinkedHashMap<>();
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger running = new AtomicInteger();

    private HttpApi(EntityStore store, HttpServer server) {
        this.store = store;
        this.server = server;
        store.types().forEach(type -> types.put(type.plural(), type));
    }

    /** Listens on an address; port 0 stands for any free one. */
    public static HttpApi start(String host, int port, EntityStore store) throws IOException {
        HttpApi api = new HttpApi(store, HttpServer.create(new InetSocketAddress(host, port), 0));
        api.server.createContext("/", api::handle);
        api.server.setExecutor(api.executor);
        api.server.start();
        return api;
    }

    /** The address of the service. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    /** Stops listening and waits, at most ten seconds, for requests that are being answered. */
    @Override
    public void close() {
        // With nothing to wait for, HttpServer would still wait the whole time.
        server.stop(running.get() == 0 ? 0 : STOP_SECONDS);
        executor.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        running.incrementAndGet();
        try (exchange) {
            send(exchange, respond(exchange));
        } finally {
            running.decrementAndGet();
        }
    }

    private Response respond(HttpExchange exchange) {
        Problem problem;
        try {
            return route(exchange);
        } catch (Problem refusal) {
            problem = refusal;
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(Level.ERROR, exchange.getRequestMethod() + " " + exchange.getRequestURI() + " failed", failure);
            problem = new Problem(500, "The service could not answer.");
        }
        return new Response(problem.status(), problem.toJson());
    }

    private Response route(HttpExchange exchange) throws IOException {
        byte[] body = readBody(exchange);
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals("/health")) {
            allow(exchange, "GET");
            return health();
        }
        String[] segments = path.split("/", -1);
        EntityType<?> type = segments.length > 1 ? types.get(segments[1]) : null;
        if (type != null && segments.length == 2) {
            return switch (allow(exchange, "GET", "POST")) {
                case "POST" -> create(exchange, type, readObject(exchange, body));
                default -> list(type, exchange.getRequestURI().getRawQuery());
            };
        }
        if (type != null && segments.length == 3 && ID.matcher(segments[2]).matches()) {
            long id = Long.parseLong(segments[2]);
            return switch (allow(exchange, "GET", "PUT", "DELETE")) {
                case "PUT" -> replace(type, id, readObject(exchange, body));
                case "DELETE" -> delete(type, id);
                default -> get(type, id);
            };
        }
        throw new Problem(404, "There is nothing at " + path + ".");
    }

    private Response health() {
        if (!store.isOpen()) {
            throw new Problem(503, "The data file cannot be used.");
        }
        return new Response(200, new JsonObject().put("status", "ok"));
    }

    private Response list(EntityType<?> type, String query) {
        PageRequest request = PageRequest.parse(type, query);
        EntityStore.Page page = store.page(type, request);
        return new Response(
                200,
                new JsonObject()
                        .put("items", page.items())
                        .put("total", page.total())
                        .put("limit", request.limit())
                        .put("offset", request.offset()));
    }

    private Response create(HttpExchange exchange, EntityType<?> type, JsonObject body) {
        Entity entity = store.insert(type, body);
        exchange.getResponseHeaders().set("Location", "/" + type.plural() + "/" + entity.id());
        return new Response(201, entity.toJson());
    }

    private Response get(EntityType<?> type, long id) {
        Entity entity = store.find(type, id).orElseThrow(() -> unknown(type, id));
        return new Response(200, entity.toJson());
    }

    private Response replace(EntityType<?> type, long id, JsonObject body) {
        if (body.get("id") instanceof BigDecimal given && given.compareTo(BigDecimal.valueOf(id)) == 0) {
            body.members().remove("id");
        }
        Entity entity = store.replace(type, id, body).orElseThrow(() -> unknown(type, id));
        return new Response(200, entity.toJson());
    }

    private Response delete(EntityType<?> type, long id) {
        if (!store.delete(type, id)) {
            throw unknown(type, id);
        }
        return new Response(204, null);
    }

    private static Problem unknown(EntityType<?> type, long id) {
        return new Problem(404, "There is no " + type.name() + " " + id + ".");
    }

    private static String allow(HttpExchange exchange, String... methods) {
        String method = exchange.getRequestMethod();
        if (method.equals("HEAD") || List.of(methods).contains(method)) {
            return method;
        }
        String allowed = "HEAD, " + String.join(", ", methods);
        exchange.getResponseHeaders().set("Allow", allowed);
        throw new Problem(405, method + " is not possible here, only " + allowed + ".");
    }

    private static JsonObject readObject(HttpExchange exchange, byte[] body) {
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        if (contentType == null || !contentType.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "The body must have the Content-Type application/json.");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (Json.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (CharacterCodingException malformed) {
            throw new Problem(400, "The body is not UTF-8.");
        } catch (Json.MalformedException malformed) {
            throw new Problem(400, "The body is not JSON: " + malformed.getMessage() + ".");
        }
        throw new Problem(400, "The body must be a JSON object.");
    }

    private static byte[] readBody(HttpExchange exchange) throws IOException {
        InputStream stream = exchange.getRequestBody();
        byte[] body = stream.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            discard(stream);
            throw new Problem(413, "The body must have at most " + MAX_BODY_BYTES + " bytes.");
        }
        return body;
    }

    private static void discard(InputStream stream) throws IOException {
        // Closing a connection with unread data would reset it before the client sees the answer.
        byte[] buffer = new byte[64 * 1024];
        int remaining = MAX_DISCARDED_BYTES;
        int count = 0;
        while (count >= 0 && remaining > 0) {
            remaining -= count;
            count = stream.read(buffer);
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (response.content() == null) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        byte[] content = Json.write(response.content()).getBytes(StandardCharsets.UTF_8);
        String mediaType = response.status() < 400 ? "application/json" : Problem.MEDIA_TYPE;
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(response.status(), head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    private record Response(int status, JsonObject content) {}
}
