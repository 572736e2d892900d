package io.quantumlayer.llmrouter.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
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
            @JsonProperty("affinity") @Nullable Boolean affinity) {}

    record TargetEntry(
            @JsonProperty(value = "provider", required = true)
            String provider,

            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty("weight") @Nullable Integer weight,
            @JsonProperty("order") @Nullable Integer order) {}

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
