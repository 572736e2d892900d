package io.quantumlayer.llmrouter.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.redaction.Sensitive;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file of routes. Durations are texts such as {@code 800ms}, {@code 30s} or {@code 10m}. */
record RouteFile(
        @JsonProperty(value = "routes", required = true) List<Entry> routes) {

    record Entry(
            @JsonProperty(value = "model", required = true) String model,

            @JsonProperty(value = "targets", required = true)
            List<TargetEntry> targets,

            @JsonProperty("strategy") @Nullable Strategy strategy,
            @JsonProperty("timeouts") @Nullable TimeoutsEntry timeouts,
            @JsonProperty("attempts") @Nullable Integer attempts,
            @JsonProperty("hedge") @Nullable HedgeEntry hedge,
            @JsonProperty("affinity") @Nullable Boolean affinity,
            @JsonProperty("class") @Nullable RequestClass requestClass,
            @JsonProperty("redact") @Nullable List<Sensitive> redact,
            @JsonProperty("cache") @Nullable String cache) {}

    record TargetEntry(
            @JsonProperty(value = "provider", required = true)
            String provider,

            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty("weight") @Nullable Integer weight,
            @JsonProperty("order") @Nullable Integer order,
            @JsonProperty("lacks") @Nullable Set<Capability> lacks) {}

    record TimeoutsEntry(
            @JsonProperty("connect") @Nullable String connect,
            @JsonProperty("first-byte") @Nullable String firstByte,
            @JsonProperty("idle") @Nullable String idle,
            @JsonProperty("total") @Nullable String total) {}

    record HedgeEntry(
            @JsonProperty(value = "after", required = true) String after,

            @JsonProperty(value = "percent", required = true)
            Integer percent) {}
}
