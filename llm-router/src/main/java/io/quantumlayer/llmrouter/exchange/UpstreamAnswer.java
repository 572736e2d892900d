package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.quantumlayer.llmrouter.upstream.UpstreamCall;
import io.quantumlayer.llmrouter.upstream.UpstreamListener;
import io.quantumlayer.protocols.ModelErrorException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came back on one upstream call, read in whole.
 *
 * @param failure why nothing did; {@code null} for an answer
 */
@SuppressWarnings("ArrayRecordComponent")
record UpstreamAnswer(
        int status,
        HttpHeaders headers,
        byte[] body,
        @Nullable Failure failure) {

    private static final String JSON = "application/json";

    String contentType() {
        return headers.get(HttpHeaderNames.CONTENT_TYPE, JSON);
    }

    boolean isJson() {
        return Answers.isObject(body);
    }

    /**
     * Asks, and waits for the answer; not on an event loop.
     *
     * @param most bytes of the body
     * @param late what comes back where nothing does within the limit
     * @param ask sends the request, on the event loop
     */
    static UpstreamAnswer await(
            EventLoop loop, int most, Duration limit, Failure late, Function<UpstreamListener, UpstreamCall> ask) {
        CompletableFuture<UpstreamAnswer> found = new CompletableFuture<>();
        Listener listener = new Listener(found, most);
        loop.execute(() -> listener.startedBy(() -> ask.apply(listener)));
        try {
            return found.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException over) {
            loop.execute(listener::cancel);
            return failed(late);
        } catch (InterruptedException left) {
            loop.execute(listener::cancel);
            Thread.currentThread().interrupt();
            throw ModelErrorException.internal();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static UpstreamAnswer failed(Failure failure) {
        return new UpstreamAnswer(0, DefaultHttpHeadersFactory.headersFactory().newHeaders(), new byte[0], failure);
    }

    /** Reads it; on the call's event loop alone. A connection that a provider closed while it was idle is made anew. */
    private static final class Listener implements UpstreamListener {

        private final CompletableFuture<UpstreamAnswer> answer;
        private final int most;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable Supplier<UpstreamCall> starter;
        private @Nullable UpstreamCall call;
        private @Nullable HttpResponse head;

        /** @param most bytes of the body */
        Listener(CompletableFuture<UpstreamAnswer> answer, int most) {
            this.answer = answer;
            this.most = most;
        }

        void startedBy(Supplier<UpstreamCall> calls) {
            starter = calls;
            call = calls.get();
        }

        void cancel() {
            if (call != null) {
                call.cancel();
            }
        }

        @Override
        public void onSent() {
            // The caller has a limit of its own.
        }

        @Override
        public void onHead(HttpResponse response) {
            head = response;
        }

        @Override
        public void onBody(ByteBuf bytes) {
            body.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
            if (body.size() > most) {
                cancel();
                answer.complete(failed(Failure.unusable("its answer is larger than %d bytes".formatted(most))));
            }
        }

        @Override
        public void onPause() {
            // Nobody reads along.
        }

        @Override
        public void onEnd() {
            answer.complete(
                    head == null
                            ? failed(Failure.unusable("it answered without a status"))
                            : new UpstreamAnswer(head.status().code(), head.headers(), body.toByteArray(), null));
        }

        @Override
        public void onBroken(Throwable cause, boolean reused) {
            if (reused && head == null && starter != null) {
                call = starter.get();
                return;
            }
            answer.complete(failed(Failure.broken(cause)));
        }
    }
}
