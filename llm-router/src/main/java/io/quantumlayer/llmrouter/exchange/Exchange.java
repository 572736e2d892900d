package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.ScheduledFuture;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.adaptation.Changes;
import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.Slots;
import io.quantumlayer.llmrouter.redaction.Redactor;
import io.quantumlayer.llmrouter.route.Hedge;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.llmrouter.translation.Protocol;
import io.quantumlayer.llmrouter.translation.ProtocolErrors;
import io.quantumlayer.llmrouter.translation.ProviderError;
import io.quantumlayer.llmrouter.translation.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call and its attempts, from the client's request to the end of its answer. It runs on one event loop; nothing in
 * it waits.
 *
 * <p>Until something of an answer has gone to the client, a failed attempt is followed by another. Then the answer either
 * comes to its proper end or says that it did not.
 */
public final class Exchange {

    /** How often a call that waits for a place looks whether batch calls may have more of them. */
    private static final long PLACES_NANOS = Duration.ofSeconds(1).toNanos();

    private final ExchangeEngine engine;
    private final EventLoop loop;
    private Ask ask;
    private final Client client;
    private final Protocol protocol;
    private final List<Attempt> live = new ArrayList<>(1);
    private final Set<Candidate> tried = new HashSet<>();
    private final Set<Candidate> excluded = new HashSet<>();
    private final StringBuilder story = new StringBuilder();
    private List<Candidate> candidates = List.of();
    private @Nullable Route route;
    private @Nullable Accounting accounting;
    private @Nullable Attempt winner;
    private @Nullable Failure lastFailure;
    private @Nullable Candidate lastCandidate;
    private Changes lastChanges = Changes.NONE;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt;
    private long deadline;
    private long hedgeAt;
    private long retryAt;
    private int attempts;
    private int redactions;
    private AnswerCache.@Nullable Use caching;
    private AnswerCache.@Nullable Recording recording;
    private String contentType = "";
    private @Nullable Candidate full;
    private Slots.@Nullable Waiter waiter;
    private long waitingSince;
    private boolean over;

    Exchange(ExchangeEngine engine, EventLoop loop, Ask ask, Client client) {
        this.engine = engine;
        this.loop = loop;
        this.ask = ask;
        this.client = client;
        this.protocol = ask.request().operation().protocol();
    }

    void start() {
        try {
            Route found = engine.admit(this);
            route = found;
            deadline = ask.receivedNanos() + ask.timeouts(found).total().toNanos();
            caching = engine.caching(this);
            AnswerCache.Kept kept = caching == null ? null : engine.kept(caching);
            if (kept != null) {
                answerAgain(kept);
            } else if (found.redact().isEmpty()) {
                askSomebody();
            } else {
                engine.run(() -> redact(found));
                arm();
            }
        } catch (ModelErrorException refused) {
            refuse(refused);
        }
    }

    /** Patterns may take their time over a long prompt: not on the event loop. */
    private void redact(Route found) {
        Redactor.Redacted redacted;
        try {
            redacted = Redactor.redact(ask.request().bytes(), found.redact());
        } catch (RuntimeException broken) {
            loop.execute(() -> guarded(() -> {
                throw broken;
            }));
            return;
        }
        loop.execute(() -> guarded(() -> {
            if (!over) {
                redactions = redacted.count();
                ask = ask.with(ModelRequest.of(ask.request().operation(), redacted.body()));
                askSomebody();
            }
        }));
    }

    private void askSomebody() {
        try {
            Route found = route();
            candidates = engine.candidates(
                    found,
                    ask.request(),
                    ask.requestClass() == RequestClass.BATCH ? RequestClass.BATCH : found.requestClass());
            Hedge hedge = found.hedge();
            if (hedge != null) {
                hedge.earn();
                hedgeAt = System.nanoTime() + hedge.after().toNanos();
            }
            tryNext();
        } catch (ModelErrorException refused) {
            refuse(refused);
        }
    }

    private void answerAgain(AnswerCache.Kept kept) {
        finish();
        HttpHeaders headers = engine.headers(this, kept);
        engine.settle(this, kept, headers);
        if (kept.stream()) {
            client.begin(200, headers);
            client.write(Unpooled.wrappedBuffer(kept.body()));
            client.end(engine.trailers());
        } else {
            client.answer(200, headers, Unpooled.wrappedBuffer(kept.body()));
        }
    }

    void admitted(Accounting admitted) {
        accounting = admitted;
    }

    Ask ask() {
        return ask;
    }

    EventLoop loop() {
        return loop;
    }

    ExchangeEngine engine() {
        return engine;
    }

    Client client() {
        return client;
    }

    Route route() {
        if (route == null) {
            throw new IllegalStateException("The call was not admitted yet");
        }
        return route;
    }

    private void tryNext() {
        retryAt = 0;
        Candidate next = available();
        if (next != null) {
            begin(next);
        } else if (full != null && live.isEmpty()) {
            await(full);
        } else {
            nothingLeft();
        }
    }

    /** Waits for a place at a candidate that has none left. */
    private void await(Candidate candidate) {
        Slots slots = Objects.requireNonNull(candidate.slots(), "a candidate that is full has places");
        waitingSince = System.nanoTime();
        waiter = slots.await(candidate.requestClass(), () -> loop.execute(() -> guarded(() -> placeFound(candidate))));
        // A place may have been left since it was looked for.
        waiter.look(waitingSince);
        arm();
    }

    private void placeFound(Candidate candidate) {
        waiter = null;
        if (over) {
            candidate.givePlaceBack();
            return;
        }
        long now = System.nanoTime();
        engine.waited(candidate, now - waitingSince);
        if (candidate.beginWithPlace(now)) {
            begin(candidate);
        } else {
            tryNext();
        }
    }

    /** The first candidate that was not asked yet and may be asked. */
    private @Nullable Candidate available() {
        long now = System.nanoTime();
        full = null;
        for (Candidate candidate : candidates) {
            if (tried.contains(candidate)) {
                continue;
            }
            if (candidate.begin(now)) {
                return candidate;
            }
            if (full == null && candidate.isFull(now)) {
                full = candidate;
            }
        }
        return null;
    }

    private void begin(Candidate candidate) {
        tried.add(candidate);
        attempts++;
        lastCandidate = candidate;
        try {
            Attempt attempt = new Attempt(this, candidate);
            attempt.start();
            // A connection that fails at once has been followed by another attempt by now.
            if (!attempt.isOver()) {
                live.add(attempt);
            }
        } catch (ModelErrorException impossible) {
            candidate.release();
            notPossible(candidate, impossible);
            return;
        }
        arm();
    }

    /** This target cannot do what is asked; perhaps another can. */
    private void notPossible(Candidate candidate, ModelErrorException reason) {
        note(candidate, "400 " + reason.code());
        excluded.add(candidate);
        Candidate other = available();
        if (other != null) {
            begin(other);
        } else if (full != null && live.isEmpty()) {
            await(full);
        } else if (lastFailure != null) {
            fail(lastFailure);
        } else if (live.isEmpty()) {
            refuse(reason);
        }
    }

    /** Everyone was asked, or is not to be asked now. */
    private void nothingLeft() {
        long now = System.nanoTime();
        long soonest = Long.MAX_VALUE;
        for (Candidate candidate : candidates) {
            if (!excluded.contains(candidate)) {
                soonest = Math.min(soonest, Math.max(0, candidate.waitNanos(now)));
            }
        }
        boolean again = soonest != Long.MAX_VALUE
                && attempts < route().attempts()
                && (lastFailure == null || lastFailure.remedy() == Failure.Remedy.AGAIN);
        if (lastFailure != null) {
            soonest = Math.max(soonest, engine.backoffNanos(attempts));
        }
        if (again && lastFailure != null && soonest <= engine.retryWaitNanos() && now + soonest - deadline < 0) {
            tried.clear();
            tried.addAll(excluded);
            retryAt = now + soonest;
            arm();
        } else if (lastFailure != null) {
            fail(lastFailure);
        } else {
            refuseAll(soonest == Long.MAX_VALUE ? 1 : soonest + 999_999_999L);
        }
    }

    /** Nobody may be asked now: whoever has said why is quoted. */
    private void refuseAll(long nanos) {
        for (Candidate candidate : candidates) {
            Account account = candidate.account();
            ProviderError trouble = account == null ? null : account.health().trouble();
            if (trouble != null) {
                lastCandidate = candidate;
                refuse(Refusals.whileLeftAlone(
                        candidate.target().provider().name(),
                        trouble,
                        Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos))));
                return;
            }
        }
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos));
        refuse(ModelErrorException.unavailable(
                "Nobody who has the model '%s' can be asked at present; try again in %d s."
                        .formatted(ask.request().model(), seconds),
                Duration.ofSeconds(seconds)));
    }

    /** An attempt has ended without an answer. */
    void failed(Attempt attempt, Failure failure) {
        if (over) {
            return;
        }
        live.remove(attempt);
        lastChanges = attempt.changes();
        Candidate candidate = attempt.candidate();
        note(candidate, failure.reason());
        engine.attemptFailed(this, candidate, failure);
        if (attempt == winner) {
            breakOff(failure);
            return;
        }
        lastFailure = failure;
        if (failure.remedy() == Failure.Remedy.NONE) {
            fail(failure);
            return;
        }
        if (failure.remedy() == Failure.Remedy.ELSEWHERE) {
            excluded.add(candidate);
        }
        if (!live.isEmpty()) {
            return;
        }
        if (System.nanoTime() - deadline >= 0 || attempts >= route().attempts()) {
            fail(failure);
        } else {
            tryNext();
        }
    }

    private void note(Candidate candidate, String reason) {
        if (story.length() < 500) {
            story.append(story.isEmpty() ? "" : ", ")
                    .append(candidate.name())
                    .append(' ')
                    .append(reason);
        }
    }

    /** The attempt has the answer: the client gets this one and no other. */
    void won(Attempt attempt) {
        winner = attempt;
        for (Attempt other : List.copyOf(live)) {
            if (other != attempt) {
                note(other.candidate(), "hedged");
                other.cancel();
            }
        }
        live.clear();
        live.add(attempt);
    }

    /** Answers in whole. */
    void answer(Attempt attempt, int status, HttpHeaders headers, byte[] body, @Nullable TokenUsage usage) {
        if (over) {
            return;
        }
        won(attempt);
        finish();
        HttpHeaders all = engine.headers(this, attempt, headers);
        engine.settle(this, attempt, status, usage, all, null);
        keep(attempt, false, headers, body);
        client.answer(status, all, Unpooled.wrappedBuffer(body));
    }

    private void keep(Attempt attempt, boolean stream, HttpHeaders headers, byte @Nullable [] body) {
        if (caching != null && body != null) {
            engine.keep(
                    caching,
                    new AnswerCache.Kept(
                            stream,
                            stream ? contentType : headers.get(HttpHeaderNames.CONTENT_TYPE, "application/json"),
                            attempt.candidate().target().provider().name(),
                            attempt.candidate().target().model(),
                            attempt.changes(),
                            body,
                            System.nanoTime(),
                            caching.ttl()));
        }
    }

    /** Passes a part of a stream on. */
    void write(ByteBuf part) {
        if (recording != null) {
            recording.add(part);
        }
        client.write(part);
    }

    void beginStream(Attempt attempt, int status, HttpHeaders headers) {
        won(attempt);
        if (caching != null) {
            recording = new AnswerCache.Recording();
            contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
        }
        client.begin(status, engine.headers(this, attempt, headers));
    }

    void endStream(Attempt attempt, @Nullable TokenUsage usage, @Nullable String error) {
        if (over) {
            return;
        }
        finish();
        HttpHeaders trailers = engine.trailers();
        engine.settle(this, attempt, 200, usage, trailers, error);
        if (error == null && recording != null) {
            keep(attempt, true, trailers, recording.bytes());
        }
        client.end(trailers);
    }

    /** The stream broke after something of it had gone to the client. */
    private void breakOff(Failure failure) {
        Attempt broken = winner;
        if (broken == null) {
            return;
        }
        client.write(Unpooled.wrappedBuffer(ProtocolErrors.event(
                protocol,
                "api_error",
                null,
                failure.isSlow() ? "upstream_timeout" : "upstream_unreachable",
                "Provider %s broke off its answer: %s."
                        .formatted(broken.candidate().target().provider().name(), failure.reason()),
                ask.requestId())));
        endStream(broken, broken.usage(), failure.isSlow() ? "timeout" : "broken");
    }

    private void fail(Failure failure) {
        Candidate candidate = lastCandidate;
        if (candidate == null) {
            throw new IllegalStateException("A failure without an attempt");
        }
        Passage passage = Passage.to(candidate.target(), ask.request(), engine.models());
        byte[] body = failure.body();
        HttpHeaders headers = failure.headers();
        if (failure.isCredentials() && failure.error() != null) {
            refuse(Refusals.ofCredential(candidate.target().provider().name(), failure.error()));
            return;
        }
        if (body != null && headers != null && failure.error() != null) {
            finish();
            HttpHeaders all = engine.headers(this, null, headers);
            all.set(RouterClient.ERROR_HEADER, Refusals.word(failure.error().kind()));
            if (failure.waitNanos() > 0 && !all.contains("retry-after")) {
                all.set("retry-after", Math.ceilDiv(failure.waitNanos(), 1_000_000_000L));
            }
            // Gemini's errors have no type.
            ProviderError said =
                    failure.error().type().isEmpty() ? failure.error().in(protocol) : failure.error();
            byte[] told = passage.isTranslated() || !ProtocolErrors.isReadable(protocol, body)
                    ? ProtocolErrors.body(
                            protocol,
                            failure.status(),
                            said.type(),
                            said.param(),
                            said.code(),
                            said.message(),
                            ask.requestId())
                    : body;
            engine.settle(this, null, failure.status(), null, all, String.valueOf(failure.status()));
            client.answer(failure.status(), all, Unpooled.wrappedBuffer(told));
            return;
        }
        String provider = candidate.target().provider().name();
        refuse(
                failure.isSlow()
                        ? ModelErrorException.timedOut(
                                "Provider %s did not answer in time: %s.".formatted(provider, failure.reason()),
                                failure.cause())
                        : ModelErrorException.unreachable(
                                "Provider %s cannot be reached: %s.".formatted(provider, failure.reason()),
                                failure.cause()));
    }

    /** Answers with the router's own error. */
    void refuse(ModelErrorException error) {
        if (over) {
            return;
        }
        finish();
        HttpHeaders headers = engine.headers(this, null, engine.json(error));
        String word = error.kind() != null ? error.kind() : Refusals.word(error.code());
        if (word != null) {
            headers.set(RouterClient.ERROR_HEADER, word);
        }
        engine.settle(
                this, null, error.status().value(), null, headers, error.code() == null ? error.type() : error.code());
        client.answer(
                error.status().value(),
                headers,
                Unpooled.wrappedBuffer(ProtocolErrors.body(
                        protocol,
                        error.status().value(),
                        error.type(),
                        error.param(),
                        error.code(),
                        String.valueOf(error.getMessage()),
                        ask.requestId())));
    }

    /** The client is gone: so are the connections to providers. */
    public void gone() {
        if (over) {
            return;
        }
        finish();
        Attempt asked = winner != null ? winner : live.isEmpty() ? null : live.getFirst();
        for (Attempt attempt : List.copyOf(live)) {
            attempt.cancel();
        }
        live.clear();
        engine.settle(this, asked, 499, asked == null ? null : asked.usage(), engine.trailers(), "canceled");
    }

    /** The client takes more. */
    public void resume() {
        if (winner != null && !over) {
            winner.read(true);
        }
    }

    private void finish() {
        over = true;
        if (waiter != null) {
            // If it was granted in the meantime, the place is given back when the news arrives.
            waiter.leave();
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Number of sensitive texts that were taken out of the prompt. */
    int redactions() {
        return redactions;
    }

    boolean isCaching() {
        return caching != null;
    }

    /** Whether the answer is complete or given up. */
    public boolean isOver() {
        return over;
    }

    /** Number of attempts and what came of those that gave no answer. */
    String story() {
        return story.isEmpty() ? Integer.toString(attempts) : attempts + "; " + story;
    }

    @Nullable
    Accounting accounting() {
        return accounting;
    }

    @Nullable
    Candidate lastCandidate() {
        return lastCandidate;
    }

    /** What was changed of the request for the attempt that failed last. */
    Changes lastChanges() {
        return lastChanges;
    }

    /** Sees to it that {@link #tick} runs when the next of the limits is reached. */
    void arm() {
        if (over) {
            return;
        }
        long next = deadline;
        if (retryAt != 0) {
            next = earlier(next, retryAt);
        }
        if (hedgeAt != 0 && winner == null) {
            next = earlier(next, hedgeAt);
        }
        if (waiter != null) {
            next = earlier(next, System.nanoTime() + PLACES_NANOS);
        }
        for (Attempt attempt : live) {
            next = earlier(next, attempt.deadline());
        }
        if (timer != null) {
            if (timerAt - next <= 0) {
                return;
            }
            timer.cancel(false);
        }
        timerAt = next;
        timer = loop.schedule(() -> guarded(this::tick), Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /** Runs a part of the exchange that nobody would hear fail. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException broken) {
            engine.broken(broken);
            List.copyOf(live).forEach(Attempt::cancel);
            live.clear();
            refuse(ModelErrorException.internal());
        }
    }

    private void tick() {
        timer = null;
        if (over) {
            return;
        }
        long now = System.nanoTime();
        boolean late = now - deadline >= 0;
        for (Attempt attempt : List.copyOf(live)) {
            if (late || now - attempt.deadline() >= 0) {
                attempt.timeOut(late ? "timeout of the whole call" : attempt.limit());
            }
        }
        if (!over && late && lastCandidate == null) {
            refuse(ModelErrorException.unavailable(
                    "The model '%s' had no place for the call before its time was up; try again in 1 s."
                            .formatted(ask.request().model()),
                    Duration.ofSeconds(1)));
        }
        if (!over && late) {
            fail(lastFailure == null ? Failure.timeout("timeout of the whole call") : lastFailure);
        }
        if (!over && waiter != null) {
            waiter.look(now);
        }
        if (!over && retryAt != 0 && now - retryAt >= 0) {
            tryNext();
        }
        if (!over && hedgeAt != 0 && winner == null && now - hedgeAt >= 0) {
            hedge();
        }
        arm();
    }

    private void hedge() {
        hedgeAt = 0;
        Hedge hedge = route().hedge();
        if (hedge == null || live.isEmpty()) {
            return;
        }
        Candidate other = available();
        if (other == null) {
            return;
        }
        if (!hedge.spend()) {
            other.release();
            return;
        }
        begin(other);
    }
}
