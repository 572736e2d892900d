package io.quantumlayer.platform.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Limits of a role when it asks a model.
 *
 * @param maxTokens longest answer; {@code null} for the longest that the model can give
 * @param temperature {@code null} for the model's own
 * @param timeoutText longest time of one model call, a number with {@code s}, {@code m} or {@code h}
 * @param concurrency most inputs that one process works on at once
 */
public record CallLimits(
        @JsonProperty("max_tokens") @Nullable Integer maxTokens,
        @JsonProperty("temperature") @Nullable Double temperature,
        @JsonProperty("timeout") String timeoutText,
        @JsonProperty("concurrency") int concurrency) {

    /** Longest time of one model call. */
    public Duration timeout() {
        return DurationStyle.detectAndParse(timeoutText);
    }
}
