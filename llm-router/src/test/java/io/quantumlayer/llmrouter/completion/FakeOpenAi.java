package io.quantumlayer.llmrouter.completion;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An OpenAI-compatible server on a socket; what it answers depends on the model asked for. */
final class FakeOpenAi implements AutoCloseable {

    static final String ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"large-0125","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Hi.","future_member":1.50},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}}""";
    static final String LIMITED =
            "{\"error\":{\"message\":\"Slow down.\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}";

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final CountDownLatch aborted = new CountDownLatch(1);
    Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();

    private final DisposableServer server;

    FakeOpenAi() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post("/v1/chat/completions", this::answer))
                .bindNow();
    }

    /** Forgets what was asked, and is ready for another stream. */
    void forget() {
        bodies.clear();
        authorizations.clear();
        events = Sinks.many().unicast().onBackpressureBuffer();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        authorizations.add(String.valueOf(request.requestHeaders().get("Authorization")));
        return request.receive().aggregate().asString().flatMap(body -> {
            bodies.add(body);
            if (body.contains("\"slow\"")) {
                return Mono.never();
            }
            if (body.contains("\"limited")) {
                return response.status(429)
                        .header("Content-Type", "application/json")
                        .header("Retry-After", "7")
                        .header("x-ratelimit-remaining-requests", "0")
                        .header("Set-Cookie", "session=1")
                        .sendString(Mono.just(LIMITED))
                        .then();
            }
            if (body.contains("\"stream\":true")) {
                return response.header("Content-Type", "text/event-stream")
                        .send(
                                events.asFlux()
                                        .doOnCancel(aborted::countDown)
                                        .map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)),
                                buffer -> true)
                        .then();
            }
            return response.header("Content-Type", "application/json")
                    .sendString(Flux.just(ANSWER))
                    .then();
        });
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
