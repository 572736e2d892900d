package io.quantumlayer.llmrouter.provider;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the router.
 *
 * @param defaultModel model of a {@code /generate} request that names none; by default the first model of the first
 *     provider that is a language model
 * @param recipesDir folder with recipes beside the built-in ones, one folder each
 * @param connectTimeout longest wait for a connection to a provider
 * @param responseTimeout longest wait for the first byte of a provider's answer
 * @param idleTimeout longest silence of a provider in the middle of an answer
 * @param maxAnswerSize largest answer that is not streamed
 * @param providers OpenAI-compatible providers by name
 */
@ConfigurationProperties("quantumlayer.router")
public record RouterProperties(
        @Nullable String defaultModel,
        @Nullable Path recipesDir,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("120s") Duration responseTimeout,
        @DefaultValue("300s") Duration idleTimeout,
        @DefaultValue("32MB") DataSize maxAnswerSize,
        @DefaultValue Map<String, ProviderSettings> providers) {

    /**
     * One OpenAI-compatible provider.
     *
     * @param baseUrl URL that {@code /chat/completions} is appended to, normally ending in {@code /v1}
     * @param apiKey credential for {@code Authorization: Bearer}; local servers need none
     * @param apiKeyFile file that holds the credential
     * @param models model ids that it serves; {@code *} for any
     * @param headers further request headers
     * @param prices prices by model id
     */
    public record ProviderSettings(
            @Nullable URI baseUrl,
            @Nullable Secret apiKey,
            @Nullable Path apiKeyFile,
            @DefaultValue List<String> models,
            @DefaultValue Map<String, Secret> headers,
            @DefaultValue Map<String, Price> prices) {}

    /**
     * What a model costs.
     *
     * @param input US dollars for a million prompt tokens
     * @param output US dollars for a million completion tokens
     */
    public record Price(BigDecimal input, BigDecimal output) {

        private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

        /** US dollars for a call. */
        public BigDecimal of(long promptTokens, long completionTokens) {
            return input.multiply(BigDecimal.valueOf(promptTokens))
                    .add(output.multiply(BigDecimal.valueOf(completionTokens)))
                    .divide(MILLION, MathContext.DECIMAL64)
                    .stripTrailingZeros();
        }
    }
}
