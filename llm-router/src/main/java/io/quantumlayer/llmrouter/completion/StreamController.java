package io.quantumlayer.llmrouter.completion;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.exchange.Call;
import io.quantumlayer.llmrouter.exchange.Client;
import io.quantumlayer.llmrouter.exchange.Exchange;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.platform.request.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's own way to be answered piece by piece: events {@code message} with {@code content}, then one {@code done}
 * with the tokens, or one {@code error}.
 */
@RestController
class StreamController {

    private static final String DATA = "data:";

    private final ModelCalls calls;
    private final ChatRequests requests;
    private final JsonMapper json;

    StreamController(ModelCalls calls, ChatRequests requests, JsonMapper json) {
        this.calls = calls;
        this.requests = requests;
        this.json = json;
    }

    @PostMapping(
            path = {"/api/v1/stream", "/api/v1/llm/stream"},
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<JsonNode>> stream(@RequestBody GenerateRequest request, ServerWebExchange exchange) {
        ModelRequest chat = requests.of(request, true);
        Call call = Call.of(chat, RequestId.of(exchange), Credentials.of(exchange.getRequest()));
        return Flux.create(sink -> open(call, sink));
    }

    private void open(Call call, FluxSink<ServerSentEvent<JsonNode>> sink) {
        EventLoop loop = calls.loop();
        AtomicReference<@Nullable Exchange> opened = new AtomicReference<>();
        loop.execute(() -> {
            try {
                opened.set(calls.open(loop, call, new EventClient(sink)));
            } catch (RuntimeException broken) {
                sink.error(broken);
            }
        });
        sink.onDispose(() -> loop.execute(() -> {
            Exchange left = opened.get();
            if (left != null) {
                left.gone();
            }
        }));
    }

    /** Makes events of a chat completion's chunks. What the reader does not take in time waits in memory. */
    private final class EventClient implements Client {

        private final FluxSink<ServerSentEvent<JsonNode>> sink;
        private String provider = "";
        private String model = "";
        private TokenCounts usage = new TokenCounts(0, 0, 0);
        private boolean broken;

        EventClient(FluxSink<ServerSentEvent<JsonNode>> sink) {
            this.sink = sink;
        }

        @Override
        public void answer(int status, HttpHeaders headers, ByteBuf body) {
            JsonNode answer = json.readTree(body.toString(StandardCharsets.UTF_8));
            body.release();
            sink.error(ChatRequests.problem(status, headers, answer));
        }

        @Override
        public void begin(int status, HttpHeaders headers) {
            provider = headers.get(RouterClient.PROVIDER_HEADER, "");
        }

        /** What is written are whole events. */
        @Override
        public void write(ByteBuf part) {
            part.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
                if (line.startsWith(DATA) && !line.endsWith("[DONE]")) {
                    chunk(json.readTree(line.substring(DATA.length())));
                }
            });
            part.release();
        }

        private void chunk(JsonNode chunk) {
            if (chunk.hasNonNull("error")) {
                broken = true;
                next("error", chunk.path("error"));
                return;
            }
            model = chunk.path("model").asString(model);
            if (chunk.path("usage").isObject()) {
                usage = TokenCounts.of(chunk.path("usage"));
            }
            String content =
                    chunk.path("choices").path(0).path("delta").path("content").asString("");
            if (!content.isEmpty()) {
                next("message", json.createObjectNode().put("content", content));
            }
        }

        private void next(String event, JsonNode data) {
            sink.next(ServerSentEvent.builder(data).event(event).build());
        }

        @Override
        public void flush() {
            // Events go out as they come.
        }

        @Override
        public void end(HttpHeaders trailers) {
            if (!broken) {
                next(
                        "done",
                        json.createObjectNode()
                                .put("model", model)
                                .put("provider", provider)
                                .set("usage", json.valueToTree(usage)));
            }
            sink.complete();
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }
}
