package io.quantumlayer.llmrouter.exchange;

import io.github.resilience4j.core.IntervalFunction;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.journal.CallJournal;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.llmrouter.usage.TokenEstimator;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What every call works with.
 *
 * @param journal {@code null} where there is none
 * @param threads for what takes its time, which must not be an event loop's
 * @param maxAnswerBytes largest answer that is read in whole
 * @param retryWait how long a call waits at the most before it asks again
 */
record CallResources(
        Upstreams upstreams,
        ImageFetcher images,
        ModelKnowledge models,
        TokenEstimator estimator,
        Candidates candidates,
        AnswerCache cache,
        @Nullable CallJournal journal,
        BackgroundResponses background,
        CallReport report,
        Executor threads,
        int maxAnswerBytes,
        Duration retryWait) {

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5, Duration.ofSeconds(5));

    /** How long a call waits at the least after so many attempts. */
    static long backoffNanos(int attempts) {
        return Duration.ofMillis(BACKOFF.apply(Math.max(1, attempts))).toNanos();
    }

    ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** Tokens of a request by the router's tokeniser; takes time. */
    long count(ModelRequest request) {
        PromptText prompt = request.promptText();
        return estimator.count(prompt.text()) + prompt.tokensBesideText();
    }
}
