package io.quantumlayer.llmrouter.completion;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

/**
 * Counts completions after the OpenTelemetry conventions for generative AI. What was asked and answered is never
 * recorded.
 */
@Component
class CompletionMetrics {

    private final MeterRegistry registry;

    CompletionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Records a call that has ended.
     *
     * @param error type of the error, or {@code null}
     */
    void record(
            ProviderCatalogue.Route route,
            Duration duration,
            @Nullable HttpStatusCode status,
            @Nullable Usage usage,
            @Nullable String error) {
        String errorType =
                error != null ? error : status != null && status.isError() ? String.valueOf(status.value()) : "none";
        // A model that failed may be anything that a caller made up; as a label it would never stop growing.
        String model = errorType.equals("none") ? route.model() : "unknown";
        Tags tags = Tags.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                route.provider().name(),
                "gen_ai.request.model",
                model,
                "gen_ai.response.model",
                usage == null || usage.model() == null ? model : usage.model());
        Timer.builder("gen_ai.client.operation.duration")
                .description("Duration of completions")
                .tags(tags.and("error.type", errorType))
                .register(registry)
                .record(duration);
        if (usage != null) {
            tokens(tags.and("gen_ai.token.type", "input"), usage.promptTokens());
            tokens(tags.and("gen_ai.token.type", "output"), usage.completionTokens());
        }
    }

    private void tokens(Tags tags, long tokens) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of completions")
                .baseUnit("token")
                .tags(tags)
                .register(registry)
                .record(tokens);
    }
}
