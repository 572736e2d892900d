package io.quantumlayer.protocols;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an error's body says of waiting: Google's {@code RetryInfo} and {@code QuotaFailure}, or a sentence. */
public final class RetryAdvice {

    private static final Pattern DELAY = Pattern.compile("\"retryDelay\"\\s*:\\s*\"(?<s>\\d{1,6}(?:\\.\\d+)?)s\"");
    private static final Pattern SENTENCE = Pattern.compile(
            "Please (?:retry|try again) in (?:(?<h>\\d{1,4})h)?(?:(?<m>\\d{1,5})m(?!s))?(?:(?<s>\\d{1,6}(?:\\.\\d+)?)s|(?<ms>\\d{1,9}(?:\\.\\d+)?)ms)?");

    private RetryAdvice() {}

    /** How long the provider wants to be left alone; {@code null} where its body does not say. */
    public static @Nullable Duration of(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher delay = DELAY.matcher(text);
        if (delay.find()) {
            return millis(Double.parseDouble(delay.group("s")) * 1_000);
        }
        Matcher said = SENTENCE.matcher(text);
        if (!said.find()) {
            return null;
        }
        double millis =
                (number(said.group("h")) * 3_600 + number(said.group("m")) * 60 + number(said.group("s"))) * 1_000
                        + number(said.group("ms"));
        return millis > 0 ? millis(millis) : null;
    }

    /** Ids of the quotas that were exceeded, such as {@code GenerateRequestsPerDayPerProjectPerModel-FreeTier}. */
    static String quotas(JsonNode error) {
        StringBuilder quotas = new StringBuilder();
        for (JsonNode detail : error.path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                quotas.append(' ').append(violation.path("quotaId").stringValue(""));
            }
        }
        return quotas.toString();
    }

    private static double number(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.ceil(millis));
    }
}
