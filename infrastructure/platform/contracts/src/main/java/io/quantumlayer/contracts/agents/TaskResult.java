package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import java.time.Instant;
import java.util.List;

/** A finished task: one answer for each input, in their order. */
public record TaskResult(
        @JsonProperty("id") String id,
        @JsonProperty("role") String role,
        @JsonProperty("state") String state,
        @JsonProperty("answers") List<Answer> answers,
        @JsonProperty("usage") Usage usage,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("completed_at") Instant completedAt) {}
