package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.quantumlayer.llmrouter.upstream.UpstreamCall;
import io.quantumlayer.llmrouter.upstream.UpstreamListener;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.StreamFilter;
import java.io.ByteArrayOutputStream;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * A response that its provider still makes, or has made, told again piece by piece; an answer that is no stream is read in
 * whole. On the call's event loop alone.
 */
final class StoredStream implements UpstreamListener {

    private static final String EVENTS = "text/event-stream";

    /** As many parts wait for a slow reader before the provider is read no further. */
    private static final int MOST_WAITING = 64;

    private final EventLoop loop;
    private final String provider;
    private final String requestId;
    private final StreamFilter marks;
    private final int most;
    private final Function<UpstreamAnswer, StoredResponses.Answer> whole;
    private final MonoSink<StoredResponses.Told> told;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable Supplier<UpstreamCall> starter;
    private @Nullable UpstreamCall call;
    private @Nullable HttpResponse head;
    private final Queue<byte[]> waiting = Queues.<byte[]>unbounded().get();
    private final Sinks.Many<byte[]> events = Sinks.many().unicast().onBackpressureBuffer(waiting);
    private boolean streamed;

    /**
     * An answer to wait for.
     *
     * @param most bytes of an answer that is read in whole
     * @param whole makes the client's answer of one that is no stream
     */
    StoredStream(
            EventLoop loop,
            String provider,
            String requestId,
            StreamFilter marks,
            int most,
            Function<UpstreamAnswer, StoredResponses.Answer> whole,
            MonoSink<StoredResponses.Told> told) {
        this.loop = loop;
        this.provider = provider;
        this.requestId = requestId;
        this.marks = marks;
        this.most = most;
        this.whole = whole;
        this.told = told;
    }

    void startedBy(Supplier<UpstreamCall> calls) {
        starter = calls;
        call = calls.get();
        told.onCancel(() -> loop.execute(this::cancel));
    }

    private void cancel() {
        if (call != null) {
            call.cancel();
        }
    }

    private void read(boolean wanted) {
        if (call != null) {
            call.read(wanted);
        }
    }

    @Override
    public void onSent() {
        // Who waits has a limit of its own.
    }

    @Override
    public void onHead(HttpResponse response) {
        head = response;
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        streamed = response.status().code() < 300 && type.startsWith(EVENTS);
        if (streamed) {
            Flux<byte[]> body = events.asFlux()
                    .doOnRequest(wanted -> loop.execute(() -> read(true)))
                    .doOnCancel(() -> loop.execute(this::cancel));
            told.success(new StoredResponses.Told(response.status().code(), provider, type, body));
        }
    }

    @Override
    public void onBody(ByteBuf bytes) {
        byte[] part = ByteBufUtil.getBytes(bytes);
        bytes.release();
        if (streamed) {
            next(marks.feed(part, 0, part.length));
            return;
        }
        kept.writeBytes(part);
        if (kept.size() > most) {
            cancel();
            fail(Failure.unusable("its answer is larger than %d bytes".formatted(most)));
        }
    }

    private void next(byte[] part) {
        if (part.length > 0) {
            events.emitNext(part, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    private void complete() {
        next(marks.end());
        events.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public void onPause() {
        if (waiting.size() > MOST_WAITING) {
            read(false);
        }
    }

    @Override
    public void onEnd() {
        HttpResponse response = head;
        if (streamed) {
            complete();
        } else if (response == null) {
            fail(Failure.unusable("it answered without a status"));
        } else {
            answer(new UpstreamAnswer(response.status().code(), response.headers(), kept.toByteArray(), null));
        }
    }

    private void answer(UpstreamAnswer answer) {
        try {
            StoredResponses.Answer all = whole.apply(answer);
            told.success(
                    new StoredResponses.Told(all.status(), all.provider(), all.contentType(), Flux.just(all.body())));
        } catch (RuntimeException refused) {
            told.error(refused);
        }
    }

    private void fail(Failure failure) {
        told.error(Refusals.of(provider, failure));
    }

    @Override
    public void onBroken(Throwable cause, boolean reused) {
        Failure failure = Failure.broken(cause);
        if (reused && head == null && starter != null) {
            call = starter.get();
        } else if (!streamed) {
            fail(failure);
        } else {
            next(marks.end());
            next(ProtocolErrors.event(
                    Protocol.OPENAI_RESPONSES,
                    "api_error",
                    null,
                    failure.brokenOffCode(),
                    "Provider %s broke off its answer: %s.".formatted(provider, failure.reason()),
                    requestId));
            complete();
        }
    }
}
