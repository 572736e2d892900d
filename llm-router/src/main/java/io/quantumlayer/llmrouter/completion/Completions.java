package io.quantumlayer.llmrouter.completion;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.exchange.Call;
import io.quantumlayer.llmrouter.exchange.Client;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls models for handlers of the router itself, on the same way as the model APIs. */
@Component
class Completions {

    private final ModelCalls calls;

    Completions(ModelCalls calls) {
        this.calls = calls;
    }

    /** A whole answer; errors of the provider are answers, too. */
    @SuppressWarnings("ArrayRecordComponent")
    record WholeAnswer(int status, HttpHeaders headers, byte[] body) {

        boolean isError() {
            return status >= 400;
        }
    }

    /** Asks the model that the request names and waits for the whole answer; not on an event loop. */
    WholeAnswer complete(ModelRequest request, String requestId, @Nullable String credential) {
        CompletableFuture<WholeAnswer> answer = new CompletableFuture<>();
        EventLoop loop = calls.loop();
        Call call = Call.of(request, requestId, credential);
        loop.execute(() -> {
            try {
                calls.open(loop, call, new Collector(answer));
            } catch (RuntimeException broken) {
                answer.completeExceptionally(broken);
            }
        });
        return answer.join();
    }

    /** Takes whole answers only, which is all that is asked for. */
    private record Collector(CompletableFuture<WholeAnswer> answer) implements Client {

        @Override
        public void answer(int status, HttpHeaders headers, ByteBuf body) {
            byte[] bytes = ByteBufUtil.getBytes(body);
            body.release();
            answer.complete(new WholeAnswer(status, headers, bytes));
        }

        @Override
        public void begin(int status, HttpHeaders headers) {
            throw new IllegalStateException("No stream was asked for");
        }

        @Override
        public void write(ByteBuf part) {
            part.release();
        }

        @Override
        public void flush() {
            // Nothing is on its way.
        }

        @Override
        public void end(HttpHeaders trailers) {
            throw new IllegalStateException("No stream was asked for");
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }
}
