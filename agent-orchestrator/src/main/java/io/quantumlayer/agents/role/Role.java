package io.quantumlayer.agents.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Who answers: its instructions, the form of its answer and its limits.
 *
 * @param prompt name of the prompt template with the instructions
 */
public record Role(String name, String description, String prompt, AnswerSchema schema, Limits limits) {

    /**
     * Limits of a role.
     *
     * @param maxTokens longest answer; {@code null} for the longest that the model can give
     * @param temperature {@code null} for the model's own
     * @param timeoutText longest time of one model call, as written in the file
     * @param concurrency most inputs that one process works on at once
     */
    public record Limits(
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("timeout") String timeoutText,
            @JsonProperty("concurrency") int concurrency) {

        /** Longest time of one model call. */
        public Duration timeout() {
            return DurationStyle.detectAndParse(timeoutText);
        }
    }
}
