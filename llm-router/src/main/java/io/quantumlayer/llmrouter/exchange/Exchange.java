package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.exchange.CallPlan.Decision;
import io.quantumlayer.llmrouter.journal.StoredAnswer;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.provider.Slots;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.redaction.Redactor;
import io.quantumlayer.llmrouter.route.Hedge;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call and its attempts, from the client's request to the end of its answer. It runs on one event loop; nothing in
 * it waits.
 *
 * <p>Until something of an answer has gone to the client, a failed attempt is followed by another, as {@link CallPlan}
 * decides. Then the answer either comes to its proper end or says that it did not.
 */
public final class Exchange implements Attempt.Listener {

    /** How often a call that waits for a slot looks whether batch calls may have more of them. */
    private static final long SLOTS_NANOS = Duration.ofSeconds(1).toNanos();

    /** Longest time between an answer and its place in the journal. */
    private static final Duration JOURNAL_WRITE = Duration.ofSeconds(30);

    /** What a stream ended with, where its provider said so in an event. */
    static final String BY_PROVIDER = "provider_error";

    private final CallResources resources;
    private final Admittance admission;
    private final EventLoop loop;
    private final CallTimer timer;
    private final List<Attempt> live = new ArrayList<>(1);
    private final StringBuilder story = new StringBuilder();
    private Call call;
    private Client client;
    private @Nullable CachingClient caching;
    private @Nullable JournalledCall journalled;
    private @Nullable Route route;
    private @Nullable CallPlan<Candidate> plan;
    private @Nullable Accounting accounting;
    private @Nullable Attempt winner;
    private @Nullable Candidate quoted;
    private Changes lastChanges = Changes.NONE;
    private long deadline;
    private long hedgeAt;
    private long retryAt;
    private int redactions;
    private Slots.@Nullable Waiter waiter;
    private long waitingSince;
    private boolean over;
    private boolean left;

    Exchange(CallResources resources, Admittance admission, EventLoop loop, Call call, Client client) {
        this.resources = resources;
        this.admission = admission;
        this.loop = loop;
        this.call = call;
        this.client = client;
        this.timer = new CallTimer(loop, () -> guarded(this::tick));
    }

    void start() {
        try {
            Route found = admission.admit(call, granted -> accounting = granted);
            route = found;
            deadline = call.receivedNanos() + call.timeouts(found).total().toNanos();
            AnswerCache.Use use = accounting == null ? null : resources.cache().use(call, found, accounting.tenant());
            AnswerCache.Kept kept = use == null ? null : resources.cache().find(use);
            if (kept != null) {
                answerAgain(kept);
                return;
            }
            if (use != null) {
                caching = new CachingClient(client, resources.cache(), use);
                client = caching;
            }
            journalled = accounting == null ? null : JournalledCall.of(resources, loop, call, accounting.keyId());
            if (journalled == null) {
                goOn(found);
                return;
            }
            Duration life = call.timeouts(found).total().plus(JOURNAL_WRITE);
            journalled.open(life, answer -> guarded(() -> opened(found, answer)));
            arm();
        } catch (ModelErrorException refused) {
            refuse(refused);
        }
    }

    private void opened(Route found, @Nullable StoredAnswer answer) {
        if (answer == null) {
            goOn(found);
        } else {
            answerAgain(AnswerCache.Kept.of(answer, InstantSource.system()));
        }
    }

    private void goOn(Route found) {
        if (found.redact().isEmpty()) {
            plan();
        } else {
            resources.threads().execute(() -> redact(found));
            arm();
        }
    }

    /** Patterns may take their time over a long prompt: not on the event loop. */
    private void redact(Route found) {
        Redactor.Redacted redacted;
        try {
            redacted = Redactor.redact(call.request().bytes(), found.redact());
        } catch (RuntimeException cause) {
            loop.execute(() -> broken(cause));
            return;
        }
        loop.execute(() -> guarded(() -> {
            if (!over) {
                redactions = redacted.count();
                call = call.with(ModelRequest.of(call.request().operation(), redacted.body()));
                plan();
            }
        }));
    }

    private void plan() {
        try {
            plan = new CallPlan<>(
                    resources.candidates().of(route(), call, owner()),
                    new CallPlan.Limits(
                            route().attempts(),
                            deadline,
                            resources.retryWait().toNanos(),
                            CallResources::backoffNanos));
        } catch (ModelErrorException refused) {
            refuse(refused);
            return;
        }
        long now = System.nanoTime();
        Hedge hedge = route().hedge();
        if (hedge != null) {
            hedge.earn();
            hedgeAt = now + hedge.after().toNanos();
        }
        carryOut(planned().next(now, false));
    }

    private Route route() {
        return Objects.requireNonNull(route, "the call was not admitted yet");
    }

    private ResponseOwner owner() {
        return accounting == null ? ResponseOwner.EVERYBODY : accounting.owner();
    }

    private CallPlan<Candidate> planned() {
        return Objects.requireNonNull(plan, "the call has no plan yet");
    }

    private void carryOut(Decision<Candidate> decision) {
        switch (decision) {
            case Decision.Ask<Candidate>(Candidate candidate) -> ask(candidate);
            case Decision.AwaitSlot<Candidate>(Candidate candidate) -> awaitSlot(candidate);
            case Decision.RetryAt<Candidate>(long nanos) -> {
                retryAt = nanos;
                arm();
            }
            case Decision.GoOn<Candidate>() -> {
                // Whoever is on the way is heard of.
            }
            case Decision.GiveUp<Candidate>(Failure failure) -> fail(failure);
            case Decision.Refuse<Candidate>(ModelErrorException reason) -> refuse(reason);
            case Decision.NeverAsked<Candidate>() ->
                refuse(Refusals.neverAsked(call.request().model()));
            case Decision.NobodyFree<Candidate>(long waitNanos) -> refuseForNow(waitNanos);
        }
    }

    private void ask(Candidate candidate) {
        try {
            Attempt attempt = new Attempt(resources, loop, call, call.timeouts(route()), candidate, owner(), this);
            attempt.start();
            // A connection that fails at once has been followed by another attempt by now.
            if (!attempt.isOver()) {
                live.add(attempt);
            }
        } catch (ModelErrorException impossible) {
            candidate.release();
            note(candidate, "400 " + impossible.code());
            carryOut(planned().impossible(candidate, impossible, System.nanoTime(), !live.isEmpty()));
            return;
        }
        arm();
    }

    /** Waits for a slot at a candidate that has none left. */
    private void awaitSlot(Candidate candidate) {
        Slots slots = Objects.requireNonNull(candidate.slots(), "a candidate that is full has slots");
        waitingSince = System.nanoTime();
        waiter = slots.await(candidate.requestClass(), () -> loop.execute(() -> guarded(() -> slotFound(candidate))));
        // A slot may have been left since it was looked for.
        waiter.look(waitingSince);
        arm();
    }

    private void slotFound(Candidate candidate) {
        waiter = null;
        if (over) {
            candidate.giveSlotBack();
            return;
        }
        long now = System.nanoTime();
        resources.report().waited(candidate, now - waitingSince);
        carryOut(planned().slotFound(candidate, candidate.beginWithSlot(now), now, !live.isEmpty()));
    }

    /** Nobody may be asked now: whoever has said why is quoted. */
    private void refuseForNow(long waitNanos) {
        Refusals.ForNow refusal =
                Refusals.forNow(planned().options(), call.request().model(), waitNanos);
        quoted = refusal.quoted();
        refuse(refusal.error());
    }

    private void note(Candidate candidate, String reason) {
        if (story.length() < 500) {
            story.append(story.isEmpty() ? "" : ", ")
                    .append(candidate.name())
                    .append(' ')
                    .append(reason);
        }
    }

    @Override
    public void failed(Attempt attempt, Failure failure) {
        if (over) {
            return;
        }
        live.remove(attempt);
        lastChanges = attempt.changes();
        Candidate candidate = attempt.candidate();
        note(candidate, failure.reason());
        candidate.leaveAlone(failure);
        resources.report().attemptFailed(call, candidate, failure);
        if (attempt == winner) {
            breakOff(attempt, failure);
        } else {
            carryOut(planned().failed(candidate, failure, System.nanoTime(), !live.isEmpty()));
        }
    }

    /** The attempt has the answer: the client gets this one and no other. */
    private void won(Attempt attempt) {
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

    @Override
    public void answered(Attempt attempt, int status, HttpHeaders headers, byte[] body, @Nullable TokenUsage usage) {
        if (over) {
            return;
        }
        won(attempt);
        JournalledCall keeping = journalled != null && journalled.takes(status, body) ? journalled : null;
        if (keeping != null) {
            journalled = null;
        }
        finish();
        HttpHeaders all = resources.report().headers(facts(attempt), headers);
        String unfinished = usage == null && call.request().operation() == Operation.RESPONSES
                ? BackgroundResponses.unfinished(body)
                : null;
        if (unfinished != null) {
            beginInBackground(attempt, status, unfinished, null, () -> keep(keeping, attempt, status, all, body));
            return;
        }
        end(attempt, status, usage, all, null);
        keep(keeping, attempt, status, all, body);
    }

    /** The provider makes the answer while nobody waits; written down before the client can ask for it. */
    private void beginInBackground(
            @Nullable Attempt attempt, int status, String key, @Nullable String error, Runnable then) {
        Accounting books = accounting;
        Settlement counted = resources.report().endedUnfinished(facts(attempt), status, error);
        resources.threads().execute(() -> {
            if (books != null && counted != null) {
                resources.background().begun(key, books.keyId(), books.tenant(), counted, call.requestId());
            }
            loop.execute(() -> guarded(then));
        });
    }

    private void keep(@Nullable JournalledCall keeping, Attempt attempt, int status, HttpHeaders all, byte[] body) {
        if (keeping == null) {
            give(attempt, status, all, body);
        } else {
            keeping.keep(
                    stored(attempt, all, body),
                    () -> guarded(() -> {
                        AnswerHeaders.tellOverhead(facts(attempt), all);
                        give(attempt, status, all, body);
                    }));
        }
    }

    private void give(Attempt attempt, int status, HttpHeaders headers, byte[] body) {
        if (left) {
            return;
        }
        client.answer(status, headers, Unpooled.wrappedBuffer(body));
        if (caching != null) {
            caching.keep(attempt.candidate(), attempt.changes());
        }
    }

    private static StoredAnswer stored(Attempt attempt, HttpHeaders told, byte[] body) {
        String cost = told.get(AnswerHeaders.COST);
        return new StoredAnswer(
                told.get(HttpHeaderNames.CONTENT_TYPE, "application/json"),
                attempt.candidate().target().provider().name(),
                attempt.candidate().target().model(),
                attempt.changes().dropped(),
                attempt.changes().adapted(),
                cost == null ? null : new BigDecimal(cost),
                body,
                InstantSource.system().instant());
    }

    private void answerAgain(AnswerCache.Kept kept) {
        finish();
        CallFacts facts = facts(null);
        HttpHeaders headers = resources.report().headers(facts, kept);
        resources.report().ended(facts, kept, headers);
        if (kept.stream()) {
            client.begin(200, headers);
            client.write(Unpooled.wrappedBuffer(kept.body()));
            client.end(resources.report().trailers());
        } else {
            client.answer(200, headers, Unpooled.wrappedBuffer(kept.body()));
        }
    }

    @Override
    public void streamBegan(Attempt attempt, int status, HttpHeaders headers) {
        won(attempt);
        client.begin(status, resources.report().headers(facts(attempt), headers));
        arm();
    }

    @Override
    public void streamed(ByteBuf part) {
        client.write(part);
    }

    @Override
    public void paused(Attempt attempt) {
        client.flush();
        if (!client.isWritable()) {
            attempt.read(false);
        }
    }

    @Override
    public void streamEnded(Attempt attempt, @Nullable TokenUsage usage, @Nullable String error) {
        if (over) {
            return;
        }
        finish();
        HttpHeaders trailers = resources.report().trailers();
        end(attempt, 200, usage, trailers, error);
        if (error == null && caching != null) {
            caching.keep(attempt.candidate(), attempt.changes());
        }
        client.end(trailers);
    }

    /** The stream broke after something of it had gone to the client. */
    private void breakOff(Attempt broken, Failure failure) {
        client.write(Unpooled.wrappedBuffer(ProtocolErrors.event(
                call.request().operation().protocol(),
                "api_error",
                null,
                failure.brokenOffCode(),
                "Provider %s broke off its answer: %s."
                        .formatted(broken.candidate().target().provider().name(), failure.reason()),
                call.requestId())));
        streamEnded(broken, broken.usage(), failure.isSlow() ? "timeout" : "broken");
    }

    private void fail(Failure failure) {
        Candidate candidate = planned().last();
        if (candidate == null) {
            throw new IllegalStateException("A failure without an attempt");
        }
        String provider = candidate.target().provider().name();
        if (failure.error() == null || failure.body() == null || failure.headers() == null || failure.isCredentials()) {
            refuse(Refusals.of(provider, failure));
            return;
        }
        if (over) {
            return;
        }
        finish();
        HttpHeaders headers = resources.report().headers(facts(null), failure.headers());
        headers.set(RouterClient.ERROR_HEADER, Refusals.word(failure.error().kind()));
        if (failure.waitNanos() > 0 && !headers.contains("retry-after")) {
            headers.set("retry-after", Math.ceilDiv(failure.waitNanos(), 1_000_000_000L));
        }
        end(null, failure.status(), null, headers, String.valueOf(failure.status()));
        client.answer(
                failure.status(),
                headers,
                Unpooled.wrappedBuffer(Refusals.body(
                        failure,
                        ProviderAdapter.to(candidate.target(), call.request(), resources.models())
                                .isTranslated(),
                        call)));
    }

    /** Answers with the router's own error. */
    private void refuse(ModelErrorException error) {
        if (over) {
            return;
        }
        finish();
        HttpHeaders headers = resources.report().headers(facts(null), error);
        String word = error.kind() != null ? error.kind() : Refusals.word(error.code());
        if (word != null) {
            headers.set(RouterClient.ERROR_HEADER, word);
        }
        end(null, error.status(), null, headers, error.code() == null ? error.type() : error.code());
        client.answer(error.status(), headers, Unpooled.wrappedBuffer(Refusals.body(error, call)));
    }

    @Override
    public void refused(ModelErrorException reason) {
        refuse(reason);
    }

    /** The client is gone: so are the connections to providers. */
    public void gone() {
        left = true;
        if (over) {
            return;
        }
        finish();
        Attempt asked = winner != null ? winner : live.isEmpty() ? null : live.getFirst();
        cancelAll();
        end(asked, 499, asked == null ? null : asked.usage(), resources.report().trailers(), "canceled");
    }

    /** The client takes more. */
    public void resume() {
        if (winner != null && !over) {
            winner.read(true);
        }
    }

    /** Whether the answer is complete or given up. */
    public boolean isOver() {
        return over;
    }

    private void end(
            @Nullable Attempt attempt,
            int status,
            @Nullable TokenUsage usage,
            HttpHeaders told,
            @Nullable String error) {
        String goesOn = attempt == null || usage != null || BY_PROVIDER.equals(error) ? null : attempt.goesOn();
        if (goesOn != null) {
            beginInBackground(attempt, status, goesOn, error, () -> {});
        } else if (attempt != null && usage == null && attempt.wasHeard()) {
            resources.report().endedUncounted(facts(attempt), status, attempt::estimate, error);
        } else {
            resources.report().ended(facts(attempt), status, usage, told, error);
        }
    }

    private CallFacts facts(@Nullable Attempt attempt) {
        Candidate last = plan == null ? null : plan.last();
        int attempts = plan == null ? 0 : plan.attempts();
        return new CallFacts(
                call,
                accounting,
                attempt != null ? attempt.candidate() : quoted != null ? quoted : last,
                attempt == null ? null : attempt.answered(),
                attempt == null ? lastChanges : attempt.changes(),
                story.isEmpty() ? Integer.toString(attempts) : attempts + "; " + story,
                redactions,
                caching != null);
    }

    private void finish() {
        over = true;
        if (journalled != null) {
            journalled.end();
        }
        if (waiter != null) {
            // If it was granted in the meantime, the slot is given back when the news arrives.
            waiter.leave();
        }
        timer.cancel();
    }

    private void cancelAll() {
        List.copyOf(live).forEach(Attempt::cancel);
        live.clear();
    }

    @Override
    public void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException cause) {
            broken(cause);
        }
    }

    @Override
    public void broken(RuntimeException cause) {
        resources.report().broken(cause);
        cancelAll();
        refuse(ModelErrorException.internal());
    }

    /** Sees to it that {@link #tick} runs when the next of the limits is reached. */
    private void arm() {
        if (over) {
            return;
        }
        long next = deadline;
        if (retryAt != 0) {
            next = CallTimer.earlier(next, retryAt);
        }
        if (hedgeAt != 0 && winner == null) {
            next = CallTimer.earlier(next, hedgeAt);
        }
        if (waiter != null) {
            next = CallTimer.earlier(next, System.nanoTime() + SLOTS_NANOS);
        }
        for (Attempt attempt : live) {
            next = CallTimer.earlier(next, attempt.deadline());
        }
        timer.at(next);
    }

    private void tick() {
        long now = System.nanoTime();
        boolean late = now - deadline >= 0;
        for (Attempt attempt : List.copyOf(live)) {
            if (late || now - attempt.deadline() >= 0) {
                attempt.timeOut(late ? "timeout of the whole call" : attempt.limit());
            }
        }
        if (!over && late) {
            carryOut(plan == null ? new Decision.NeverAsked<>() : plan.timeUp());
        }
        if (!over && waiter != null) {
            waiter.look(now);
        }
        if (!over && retryAt != 0 && now - retryAt >= 0) {
            retryAt = 0;
            carryOut(planned().next(now, !live.isEmpty()));
        }
        if (!over && hedgeAt != 0 && winner == null && now - hedgeAt >= 0) {
            hedge(now);
        }
        arm();
    }

    private void hedge(long now) {
        hedgeAt = 0;
        Hedge hedge = route().hedge();
        if (hedge != null && !live.isEmpty()) {
            carryOut(planned().hedge(now, hedge::spend));
        }
    }
}
