package io.quantumlayer.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service behind the gateway: answers with what it was asked, or as a test tells it to. */
public final class FakeService {

    /** A request as it arrived. */
    public record Seen(String method, String uri, HttpHeaders headers, long bodyBytes) {}

    private final String name;
    private final DisposableServer server;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final Map<String, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>>> answers =
            new ConcurrentHashMap<>();

    public FakeService(String name) {
        this.name = name;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    String path = request.uri().split("\\?", 2)[0];
                    var answer = answers.get(path);
                    return answer != null ? answer.apply(request, response) : echo(request, response);
                })
                .bindNow();
    }

    private Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .map(buffer -> (long) buffer.readableBytes())
                .reduce(0L, Long::sum)
                .flatMap(bytes -> {
                    remember(request, bytes);
                    return response.header("Content-Type", "application/json")
                            .sendString(Mono.just("{\"service\":\"%s\",\"method\":\"%s\",\"uri\":\"%s\"}"
                                    .formatted(name, request.method().name(), request.uri())))
                            .then();
                });
    }

    public void remember(HttpServerRequest request, long bytes) {
        seen.add(new Seen(
                request.method().name(), request.uri(), request.requestHeaders().copy(), bytes));
    }

    /** Answers requests of a path in a way of their own. */
    public void on(String path, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        answers.put(path, answer);
    }

    /** The oldest request not looked at yet; fails after five seconds. */
    public Seen next() throws InterruptedException {
        Seen next = seen.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No request came to " + name);
        }
        return next;
    }

    public boolean untouched() {
        return seen.isEmpty();
    }

    public void forget() {
        seen.clear();
        answers.clear();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public void stop() {
        server.disposeNow();
    }
}
