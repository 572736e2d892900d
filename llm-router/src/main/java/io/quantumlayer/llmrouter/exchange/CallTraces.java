package io.quantumlayer.llmrouter.exchange;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.protocols.TokenUsage;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span for every model call, by the OpenTelemetry conventions for generative AI. What was asked and answered is in it
 * only where the one switch says so.
 */
final class CallTraces {

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final @Nullable Tracer tracer;
    private final boolean content;

    /**
     * @param openTelemetry where spans go; {@code null} for nowhere
     * @param content whether prompts and answers are recorded
     */
    CallTraces(@Nullable OpenTelemetry openTelemetry, boolean content) {
        this.tracer = openTelemetry == null ? null : openTelemetry.getTracer("io.quantumlayer.llmrouter");
        this.content = content;
    }

    boolean isContentRecorded() {
        return tracer != null && content;
    }

    void ended(CallFacts facts, int status, @Nullable TokenUsage usage, @Nullable String error) {
        if (tracer == null) {
            return;
        }
        Call call = facts.call();
        ModelRequest request = call.request();
        String operation = request.operation().convention();
        Instant end = Instant.now();
        long tookNanos = System.nanoTime() - call.receivedNanos();
        SpanBuilder builder = tracer.spanBuilder(operation + " " + request.model())
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), call.trace(), HEADERS))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(end.minusNanos(tookNanos))
                .setAttribute("gen_ai.operation.name", operation)
                .setAttribute("gen_ai.request.model", request.model())
                .setAttribute("quantumlayer.request_id", call.requestId())
                .setAttribute("quantumlayer.attempts", facts.attempts());
        CallOrigin origin = call.origin();
        if (origin != null) {
            builder.setAttribute("quantumlayer.run", origin.run())
                    .setAttribute("quantumlayer.step", origin.step())
                    .setAttribute("quantumlayer.round", origin.round())
                    .setAttribute("quantumlayer.call", origin.call());
        }
        if (request.maxTokens() > 0) {
            builder.setAttribute("gen_ai.request.max_tokens", request.maxTokens());
        }
        Candidate candidate = facts.candidate();
        if (candidate != null) {
            builder.setAttribute(
                    "gen_ai.provider.name", candidate.target().provider().name());
            Account account = candidate.account();
            if (account != null) {
                builder.setAttribute("server.address", account.endpoint().host())
                        .setAttribute("server.port", account.endpoint().port());
            }
        }
        if (usage != null) {
            builder.setAttribute("gen_ai.usage.input_tokens", usage.input())
                    .setAttribute("gen_ai.usage.output_tokens", usage.output());
            if (usage.model() != null) {
                builder.setAttribute("gen_ai.response.model", usage.model());
            }
        }
        if (facts.firstContentNanos() > 0) {
            builder.setAttribute(
                    "gen_ai.response.time_to_first_chunk",
                    facts.firstContentNanos() / (double) TimeUnit.SECONDS.toNanos(1));
        }
        if (content) {
            builder.setAttribute("gen_ai.input.messages", Transcript.input(request.bytes()));
            String answer = facts.answered() == null
                    ? null
                    : facts.answered().transcript().get();
            if (answer != null) {
                builder.setAttribute("gen_ai.output.messages", answer);
            }
        }
        Span span = builder.startSpan();
        if (error != null || status >= 400) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", error == null ? Integer.toString(status) : error);
        }
        span.end(end);
    }
}
