package io.quantumlayer.llmrouter.exchange;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quantumlayer.protocols.TokenUsage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls after the OpenTelemetry conventions for generative AI. What was asked and answered is never recorded.
 */
public final class CallMetrics {

    private static final String NONE = "none";
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    private final AtomicInteger active;
    private final Map<Series, Meters> meters = new ConcurrentHashMap<>();

    /** Counts into a registry. */
    public CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.active = registry.gauge("llm.router.calls.active", new AtomicInteger());
    }

    private record Series(String operation, String provider, String model, String answered, String error) {}

    private record Meters(Timer duration, Timer firstChunk, DistributionSummary input, DistributionSummary output) {}

    void begun() {
        active.incrementAndGet();
    }

    /** Calls that have not ended. */
    public int active() {
        return active.get();
    }

    void ended(CallFacts facts, int status, @Nullable TokenUsage usage, @Nullable String error) {
        active.decrementAndGet();
        Candidate candidate = facts.candidate();
        String type = error != null ? error : status >= 400 ? Integer.toString(status) : NONE;
        // A model that failed may be anything that a caller made up; as a label it would never stop growing.
        String model = candidate == null || !type.equals(NONE)
                ? UNKNOWN
                : candidate.target().model();
        Meters series = meters.computeIfAbsent(
                new Series(
                        facts.call().request().operation().convention(),
                        candidate == null
                                ? UNKNOWN
                                : candidate.target().provider().name(),
                        model,
                        usage == null || usage.model() == null ? model : usage.model(),
                        type),
                this::register);
        series.duration().record(System.nanoTime() - facts.call().receivedNanos(), TimeUnit.NANOSECONDS);
        if (facts.firstContentNanos() > 0) {
            series.firstChunk().record(facts.firstContentNanos(), TimeUnit.NANOSECONDS);
        }
        if (usage != null) {
            series.input().record(usage.input());
            series.output().record(usage.output());
        }
    }

    private Meters register(Series series) {
        Tags tags = Tags.of(
                "gen_ai.operation.name",
                series.operation(),
                "gen_ai.provider.name",
                series.provider(),
                "gen_ai.request.model",
                series.model(),
                "gen_ai.response.model",
                series.answered());
        return new Meters(
                Timer.builder("gen_ai.client.operation.duration")
                        .description("Duration of model calls")
                        .tags(tags.and("error.type", series.error()))
                        .register(registry),
                Timer.builder("gen_ai.client.operation.time_to_first_chunk")
                        .description("Time to the first content of a streamed answer")
                        .tags(tags)
                        .register(registry),
                tokens(tags, "input"),
                tokens(tags, "output"));
    }

    private DistributionSummary tokens(Tags tags, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of model calls")
                .baseUnit("token")
                .tags(tags.and("gen_ai.token.type", type))
                .register(registry);
    }

    void waited(Candidate candidate, long nanos) {
        Timer.builder("llm.router.slots.wait")
                .description("Time that calls waited for a slot of an account that takes only so many at once")
                .tags(
                        "provider",
                        candidate.target().provider().name(),
                        "class",
                        candidate.requestClass().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void attemptFailed(Candidate candidate, Failure failure) {
        Counter.builder("llm.router.attempts.failed")
                .description("Attempts that gave no answer")
                .tags(
                        "provider",
                        candidate.target().provider().name(),
                        "reason",
                        failure.status() > 0
                                ? Integer.toString(failure.status())
                                : failure.isSlow() ? "timeout" : "broken")
                .register(registry)
                .increment();
    }
}
