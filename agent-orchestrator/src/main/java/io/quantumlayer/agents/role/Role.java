package io.quantumlayer.agents.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
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
     * @param maxTokens longest answer
     * @param timeoutText longest time of one model call, as written in the file
     * @param concurrency most inputs that one process works on at once
     */
    public record Limits(
            @JsonProperty("max_tokens") int maxTokens,
            @JsonProperty("temperature") double temperature,
            @JsonProperty("timeout") String timeoutText,
            @JsonProperty("concurrency") int concurrency) {

        /** Longest time of one model call. */
        public Duration timeout() {
            return DurationStyle.detectAndParse(timeoutText);
        }
    }
}
