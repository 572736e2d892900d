package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.InProcessModel;
import io.quantumlayer.llmrouter.route.Timeouts;
import io.quantumlayer.llmrouter.upstream.UpstreamCall;
import io.quantumlayer.llmrouter.upstream.UpstreamListener;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.TokenUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One candidate that is asked. Its answer is held back until it is known to be one. */
final class Attempt implements UpstreamListener {

    /** An answer that goes on this long without content is content enough. */
    private static final int HELD = 65536;

    private static final int ERROR_BODY = 65536;

    /** How often one request is asked again without what the model has refused. */
    private static final int MOST_WITHOUT = 4;

    private final CallResources resources;
    private final EventLoop loop;
    private final Call call;
    private final Timeouts timeouts;
    private final Listener listener;
    private final Candidate candidate;
    private final ResponseOwner owner;
    private ModelRequest request;
    private ProviderAdapter adapter;
    private final boolean stream;
    private final long startedNanos = System.nanoTime();
    private final List<ByteBuf> held = new ArrayList<>();
    private int heldBytes;
    private long sentNanos = startedNanos;
    private long heardNanos = startedNanos;
    private long firstNanos;
    private long upstreamNanos;
    private @Nullable UpstreamCall sending;
    private @Nullable HttpResponse head;
    private @Nullable StreamAdapter events;
    private byte @Nullable [] told;
    private boolean committed;
    private int askedWithout;
    private boolean over;

    /** Who hears what becomes of an attempt; on the event loop alone. Buffers become the listener's to release. */
    interface Listener {

        /** The answer is there, in whole. */
        void answered(Attempt attempt, int status, HttpHeaders headers, byte[] body, @Nullable TokenUsage usage);

        /** The answer begins to come piece by piece. */
        void streamBegan(Attempt attempt, int status, HttpHeaders headers);

        /** A piece of it. */
        void streamed(ByteBuf part);

        /** The provider has nothing more at present. */
        void paused(Attempt attempt);

        /** It is complete, but for the error. */
        void streamEnded(Attempt attempt, @Nullable TokenUsage usage, @Nullable String error);

        /** There will be no answer, or no more of it. */
        void failed(Attempt attempt, Failure failure);

        /** A model within the router refuses the request. */
        void refused(ModelErrorException reason);

        /** The router itself has failed. */
        void broken(RuntimeException cause);

        /** Runs a part of the call; what it throws is heard as {@link #broken}. */
        void guarded(Runnable part);
    }

    /**
     * An attempt that has not begun.
     *
     * @param timeouts the call's limits
     * @param owner who may name what the candidate keeps
     */
    Attempt(
            CallResources resources,
            EventLoop loop,
            Call call,
            Timeouts timeouts,
            Candidate candidate,
            ResponseOwner owner,
            Listener listener) {
        this.resources = resources;
        this.loop = loop;
        this.call = call;
        this.timeouts = timeouts;
        this.listener = listener;
        this.candidate = candidate;
        this.owner = owner;
        this.request = call.request();
        this.stream = request.stream();
        this.adapter = ProviderAdapter.to(candidate, request, resources.models(), owner);
    }

    Candidate candidate() {
        return candidate;
    }

    /** @throws ModelErrorException 400 if the target cannot do what is asked */
    void start() {
        if (adapter.isCountedHere()) {
            resources.threads().execute(this::countTokens);
            return;
        }
        if (adapter.fetchesNoImages() && request == call.request() && ImageFetcher.mayConcern(request)) {
            resources.threads().execute(this::fetchImages);
            return;
        }
        send();
    }

    private void send() {
        byte[] body = adapter.request();
        Account account = candidate.account();
        InProcessModel model = candidate.target().provider().inProcess();
        if (model != null) {
            resources.threads().execute(() -> complete(model, body));
            return;
        }
        if (account == null) {
            throw new IllegalStateException("A provider without an account");
        }
        String path = account.path(adapter.operation(), candidate.target().model(), stream);
        HttpHeaders headers = account.headers(path, body, stream, call.requestId(), call.anthropic());
        ByteBuf content = resources.allocator().directBuffer(body.length).writeBytes(body);
        sending =
                resources.upstreams().post(loop, account.endpoint(), timeouts.connect(), path, headers, content, this);
        if (over && sending != null) {
            sending.cancel();
        }
    }

    private void fetchImages() {
        try {
            ModelRequest whole =
                    ModelRequest.of(request.operation(), resources.images().inlined(request.bytes()));
            loop.execute(() -> listener.guarded(() -> {
                if (!over) {
                    request = whole;
                    adapter = ProviderAdapter.to(candidate, whole, resources.models(), owner);
                    startSending();
                }
            }));
        } catch (ModelErrorException refused) {
            loop.execute(() -> refuse(refused));
        } catch (RuntimeException broken) {
            failWithin(broken);
        }
    }

    private void startSending() {
        try {
            send();
        } catch (ModelErrorException refused) {
            refuse(refused);
        }
    }

    private void refuse(ModelErrorException refused) {
        if (!over) {
            over = true;
            candidate.release();
            listener.refused(refused);
        }
    }

    /** What was changed for the model. */
    Changes changes() {
        return adapter.changes();
    }

    private void countTokens() {
        long tokens;
        try {
            tokens = resources.count(call.request());
        } catch (RuntimeException broken) {
            failWithin(broken);
            return;
        }
        byte[] body = adapter.counted(tokens);
        loop.execute(() -> listener.guarded(() -> {
            if (!over) {
                over = true;
                candidate.release();
                HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
                headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
                listener.answered(this, 200, headers, body, null);
            }
        }));
    }

    private void complete(InProcessModel model, byte[] body) {
        try {
            List<byte[]> parts = model.complete(body, stream);
            loop.execute(() -> listener.guarded(() -> completed(parts)));
        } catch (ModelErrorException refused) {
            loop.execute(() -> {
                if (!over) {
                    over = true;
                    listener.refused(refused);
                }
            });
        } catch (RuntimeException broken) {
            failWithin(broken);
        }
    }

    private void failWithin(RuntimeException broken) {
        loop.execute(() -> {
            if (!over) {
                over = true;
                candidate.release();
            }
            listener.broken(broken);
        });
    }

    private void completed(List<byte[]> parts) {
        if (over) {
            return;
        }
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, stream ? "text/event-stream" : "application/json");
        heardNanos = System.nanoTime();
        firstNanos = heardNanos;
        upstreamNanos = heardNanos - startedNanos;
        if (!stream) {
            over = true;
            byte[] body = parts.getFirst();
            told = adapter.answer(body);
            listener.answered(this, 200, headers, told, adapter.usage(body));
            return;
        }
        StreamAdapter passing = adapter.stream();
        events = passing;
        committed = true;
        listener.streamBegan(this, 200, headers);
        parts.forEach(part -> listener.streamed(passing.feed(Unpooled.wrappedBuffer(part))));
        listener.streamed(passing.end());
        over = true;
        listener.streamEnded(this, passing.usage(), null);
    }

    /** When this attempt has been silent for too long. */
    long deadline() {
        return committed
                ? heardNanos + timeouts.idle().toNanos()
                : sentNanos + timeouts.firstByte().toNanos();
    }

    String limit() {
        return committed
                ? "timeout after %s of silence"
                        .formatted(seconds(timeouts.idle().toMillis()))
                : "timeout after %s without %s"
                        .formatted(
                                seconds(timeouts.firstByte().toMillis()),
                                stream && head != null ? "content" : "an answer");
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    void timeOut(String limit) {
        fail(Failure.timeout(limit));
    }

    void read(boolean wanted) {
        if (sending != null) {
            sending.read(wanted);
        }
    }

    /** Gives up: somebody else was faster, or nobody waits any more. */
    void cancel() {
        if (!over) {
            over = true;
            dropHeld();
            candidate.release();
            if (sending != null) {
                sending.cancel();
            }
        }
    }

    boolean isOver() {
        return over;
    }

    private void dropHeld() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void fail(Failure failure) {
        if (over) {
            return;
        }
        over = true;
        dropHeld();
        if (sending != null) {
            sending.cancel();
        }
        long took = System.nanoTime() - startedNanos;
        if (failure.isAccountsFault()) {
            candidate.failed(took, failure.reason());
        } else {
            candidate.succeeded(took);
        }
        listener.failed(this, failure);
    }

    private void succeed() {
        candidate.succeeded((firstNanos == 0 ? System.nanoTime() : firstNanos) - startedNanos);
    }

    /** Whether the provider has begun to answer: then it has worked, and wants to be paid. */
    boolean wasHeard() {
        return head != null
                && head.status().code() < 300
                && !adapter.operation().isCount();
    }

    /** Under which the rest of a broken stream is found again; {@code null} where nobody makes it. */
    @Nullable
    String goesOn() {
        String id = adapter.goesOn();
        return id == null ? null : BackgroundResponses.key(id);
    }

    private @Nullable String transcript() {
        if (told != null) {
            return Transcript.output(told);
        }
        return events == null ? null : Transcript.text(events.written());
    }

    /** What is told about the answer. */
    CallFacts.Answered answered() {
        return new CallFacts.Answered(
                adapter.isCountedHere(),
                upstreamNanos,
                firstNanos == 0 ? 0 : firstNanos - startedNanos,
                this::transcript);
    }

    /**
     * What the call has used, as far as the router can tell: what the provider reported before its stream ended, and the
     * tokens of what it wrote. Takes time.
     */
    TokenUsage estimate() {
        TokenUsage reported = events == null ? null : events.usage();
        long output = events == null ? 0 : resources.estimator().count(events.written());
        if (reported == null || reported.input() == 0) {
            return new TokenUsage(resources.count(call.request()), output, 0, 0, 0, null);
        }
        return new TokenUsage(
                reported.input(),
                Math.max(reported.output(), output),
                reported.cachedInput(),
                reported.cacheWrite(),
                reported.reasoning(),
                reported.model());
    }

    /** Tokens that the provider reported; {@code null} as long as its answer is not complete. */
    @Nullable
    TokenUsage usage() {
        return events == null || !events.isComplete() ? null : events.usage();
    }

    @Override
    public void onSent() {
        sentNanos = System.nanoTime();
    }

    @Override
    public void onHead(HttpResponse response) {
        head = response;
        heardNanos = System.nanoTime();
        if (stream && response.status().code() < 300) {
            if (!adapter.isStream(response.headers().get(HttpHeaderNames.CONTENT_TYPE, ""))) {
                fail(Failure.unusable("its answer is no event stream"));
                return;
            }
            events = adapter.stream();
        }
    }

    @Override
    public void onBody(ByteBuf bytes) {
        heardNanos = System.nanoTime();
        StreamAdapter passing = events;
        if (passing == null) {
            hold(bytes);
            if (heldBytes > resources.maxAnswerBytes()) {
                fail(Failure.unusable("its answer is larger than %d bytes".formatted(resources.maxAnswerBytes())));
            }
            return;
        }
        ByteBuf out;
        try {
            out = passing.feed(bytes);
        } catch (RuntimeException unreadable) {
            resources.report().unreadable(candidate, unreadable);
            fail(Failure.unusable("its stream cannot be read"));
            return;
        }
        if (committed) {
            write(out);
            if (passing.isUnreadable()) {
                fail(Failure.unusable(Failure.NO_EVENT));
            }
            return;
        }
        hold(out);
        if (passing.isUnreadable()) {
            fail(Failure.unusable(Failure.NO_EVENT));
        } else if (passing.failed()) {
            fail(errorInStead(passing.beginning()));
        } else if (passing.contentSeen() || heldBytes > HELD) {
            commit();
        }
    }

    /** An error that came where content was to come: as if the provider had answered with it. */
    private Failure errorInStead(byte[] events) {
        HttpResponse response = head;
        byte[] body = StreamErrors.body(adapter.protocol(), events);
        return body == null || response == null
                ? Failure.unusable("its stream began with an error")
                : Failure.streamed(
                        adapter.protocol(), call.request().operation().protocol(), response.headers(), body);
    }

    private void write(ByteBuf out) {
        if (out.isReadable()) {
            listener.streamed(out);
        } else {
            out.release();
        }
    }

    private void hold(ByteBuf bytes) {
        if (bytes.isReadable()) {
            held.add(bytes);
            heldBytes += bytes.readableBytes();
        } else {
            bytes.release();
        }
    }

    private void commit() {
        HttpResponse response = head;
        if (response == null) {
            throw new IllegalStateException("A stream without a head");
        }
        committed = true;
        firstNanos = System.nanoTime();
        upstreamNanos = firstNanos - sentNanos;
        listener.streamBegan(this, response.status().code(), response.headers());
        held.forEach(listener::streamed);
        held.clear();
    }

    @Override
    public void onPause() {
        if (committed && !over) {
            listener.paused(this);
        }
    }

    @Override
    public void onEnd() {
        if (over) {
            return;
        }
        HttpResponse response = head;
        if (response == null) {
            fail(Failure.unusable("it answered without a status"));
            return;
        }
        if (events != null) {
            endOfStream(events);
            return;
        }
        upstreamNanos = System.nanoTime() - sentNanos;
        byte[] body = collected();
        int status = response.status().code();
        if (status >= 300) {
            refused(Failure.answered(
                    adapter.protocol(),
                    status,
                    response.headers(),
                    body.length > ERROR_BODY ? Arrays.copyOf(body, ERROR_BODY) : body));
            return;
        }
        if (!Answers.isObject(body)) {
            fail(Failure.unusable("its answer is not JSON"));
            return;
        }
        byte[] answer;
        TokenUsage usage;
        try {
            answer = adapter.answer(body);
            usage = adapter.usage(body);
        } catch (RuntimeException unreadable) {
            resources.report().unreadable(candidate, unreadable);
            fail(Failure.unusable("its answer cannot be read"));
            return;
        }
        over = true;
        succeed();
        told = answer;
        listener.answered(this, status, response.headers(), answer, usage);
    }

    /**
     * What the provider refused is asked again without the members that the model does not take: vendors name one after
     * the other.
     */
    private void refused(Failure failure) {
        ProviderError error = failure.error();
        ProviderAdapter asked = adapter;
        boolean more = error != null
                && resources
                        .models()
                        .learn(
                                candidate.target().provider(),
                                candidate.target().model(),
                                error,
                                asked.learned(),
                                asked.sent());
        if (!more || askedWithout == MOST_WITHOUT) {
            fail(failure);
            return;
        }
        askedWithout++;
        head = null;
        heldBytes = 0;
        try {
            adapter = ProviderAdapter.to(candidate, request, resources.models(), owner);
            start();
        } catch (ModelErrorException impossible) {
            fail(failure);
        }
    }

    private byte[] collected() {
        byte[] body = new byte[heldBytes];
        int at = 0;
        for (ByteBuf part : held) {
            int length = part.readableBytes();
            part.readBytes(body, at, length);
            at += length;
        }
        dropHeld();
        return body;
    }

    private void endOfStream(StreamAdapter passing) {
        ByteBuf rest = passing.end();
        if (!passing.isComplete()) {
            if (committed && passing.failed()) {
                write(rest);
                // The provider has said so itself, in an event that went to the client.
                over = true;
                candidate.failed(System.nanoTime() - startedNanos, "error event");
                listener.streamEnded(this, passing.usage(), Exchange.BY_PROVIDER);
                return;
            }
            rest.release();
            fail(Failure.unusable("its stream ended early"));
            return;
        }
        if (!committed) {
            commit();
        }
        write(rest);
        over = true;
        succeed();
        listener.streamEnded(this, passing.usage(), null);
    }

    @Override
    public void onBroken(Throwable cause, boolean reused) {
        if (over) {
            return;
        }
        if (reused && head == null) {
            // The provider closed a connection that had been idle just as it was used: it has not seen the request.
            again();
            return;
        }
        fail(Failure.broken(cause));
    }

    private void again() {
        try {
            start();
        } catch (ModelErrorException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
