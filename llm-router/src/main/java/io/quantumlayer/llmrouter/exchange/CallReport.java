package io.quantumlayer.llmrouter.exchange;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells about calls: to the caller in headers, to the books, to metrics and in spans. */
final class CallReport {

    private static final Logger LOG = LoggerFactory.getLogger(CallReport.class);

    private final CallMetrics metrics;
    private final CallTraces traces;
    private final Executor threads;

    /** @param threads for what takes its time */
    CallReport(CallMetrics metrics, CallTraces traces, Executor threads) {
        this.metrics = metrics;
        this.traces = traces;
        this.threads = threads;
    }

    void begun() {
        metrics.begun();
    }

    /** A call has got the slot that it waited for. */
    void waited(Candidate candidate, long nanos) {
        metrics.waited(candidate, nanos);
    }

    void attemptFailed(Call call, Candidate candidate, Failure failure) {
        metrics.attemptFailed(candidate, failure);
        LOG.debug("Request {}: {} {}", call.requestId(), candidate.name(), failure.reason());
    }

    void unreadable(Candidate candidate, RuntimeException cause) {
        LOG.warn(
                "Provider {} answered what cannot be read: {}",
                candidate.name(),
                cause.getClass().getName());
        LOG.debug("What {} answered", candidate.name(), cause);
    }

    void broken(RuntimeException cause) {
        LOG.error("A model call failed within the router", cause);
    }

    /** What is told about a call beside its answer. */
    HttpHeaders headers(CallFacts facts, HttpHeaders provider) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        AnswerHeaders.copy(provider, headers);
        Accounting accounting = facts.accounting();
        if (accounting != null) {
            String[] limits = accounting.headers();
            for (int i = 0; i < limits.length; i += 2) {
                headers.set(limits[i], limits[i + 1]);
            }
        }
        AnswerHeaders.tell(facts, headers);
        return headers;
    }

    /** Headers of an answer that is given again. */
    HttpHeaders headers(CallFacts facts, AnswerCache.Kept kept) {
        HttpHeaders headers = headers(facts, EmptyHttpHeaders.INSTANCE);
        headers.set(HttpHeaderNames.CONTENT_TYPE, kept.contentType());
        headers.set(HttpHeaderNames.AGE, kept.age(System.nanoTime()));
        AnswerHeaders.tellKept(kept, headers);
        return headers;
    }

    /** Headers of an error of the router's own. */
    HttpHeaders headers(CallFacts facts, ModelErrorException error) {
        HttpHeaders headers = headers(facts, EmptyHttpHeaders.INSTANCE);
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        List<String> pairs = error.headers();
        for (int i = 0; i < pairs.size(); i += 2) {
            headers.set(pairs.get(i), pairs.get(i + 1));
        }
        return headers;
    }

    HttpHeaders trailers() {
        return DefaultHttpHeadersFactory.trailersFactory().newHeaders();
    }

    /**
     * Closes the books on a call.
     *
     * @param told headers or trailers, which get the price
     * @param error what went wrong, {@code null} for nothing
     */
    void ended(CallFacts facts, int status, @Nullable TokenUsage usage, HttpHeaders told, @Nullable String error) {
        Accounting accounting = facts.accounting();
        if (accounting != null) {
            Candidate paid = facts.answered() == null ? null : facts.candidate();
            BigDecimal cost = accounting.settle(paid == null ? null : paid.target(), status, usage, false);
            if (cost != null) {
                told.set(AnswerHeaders.COST, cost.toPlainString());
            }
        }
        count(facts, status, usage, error);
    }

    /**
     * Closes the books on a call whose provider has worked and did not say how much.
     *
     * @param estimate tokens by the router's own tokeniser; takes time, and until then what was set aside stays so
     */
    void endedUncounted(CallFacts facts, int status, Supplier<TokenUsage> estimate, @Nullable String error) {
        Accounting accounting = facts.accounting();
        Candidate paid = facts.candidate();
        if (accounting != null && paid != null) {
            threads.execute(() -> accounting.settle(paid.target(), status, estimate.get(), true));
        }
        count(facts, status, null, error);
    }

    /**
     * Closes the books on a call whose answer the provider makes while nobody waits, with the most that it may use.
     *
     * @param error what went wrong, {@code null} for nothing
     */
    @Nullable
    Settlement endedUnfinished(CallFacts facts, int status, @Nullable String error) {
        Accounting accounting = facts.accounting();
        Candidate paid = facts.candidate();
        count(facts, status, null, error);
        return accounting == null || paid == null ? null : accounting.settleForMost(paid.target());
    }

    /** Closes the books on a call whose answer was given again, which costs nothing. */
    void ended(CallFacts facts, AnswerCache.Kept kept, HttpHeaders told) {
        Accounting accounting = facts.accounting();
        if (accounting != null) {
            accounting.settleForNothing(kept.provider(), kept.model(), kept.journalled());
            told.set(AnswerHeaders.COST, "0");
        }
        count(facts, 200, null, null);
    }

    private void count(CallFacts facts, int status, @Nullable TokenUsage usage, @Nullable String error) {
        metrics.ended(facts, status, usage, error);
        try {
            traces.ended(facts, status, usage, error);
        } catch (RuntimeException untold) {
            // A call that was answered must not fail for want of a span.
            LOG.warn("Request {} has no span", facts.call().requestId(), untold);
        }
    }
}
