package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
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
 * @param routesFile YAML file with routes; without it every model has the provider that lists it
 * @param connectTimeout longest wait for a connection to a provider
 * @param responseTimeout longest wait for the first byte of a provider's answer
 * @param idleTimeout longest silence of a provider in the middle of an answer
 * @param totalTimeout longest time for a call with all its attempts
 * @param maxRequestSize largest request
 * @param maxAnswerSize largest answer that is not streamed
 * @param breakerOpen how long an account that keeps failing is left alone
 * @param retryWait longest wait for an account that says when to ask again; a longer one is the caller's to wait
 * @param recordContent whether spans have what was asked and answered, for whoever they are exported to
 * @param adapt what becomes of a request that a model does not take as it is
 * @param providers providers by name
 */
@ConfigurationProperties("quantumlayer.router")
public record RouterProperties(
        @Nullable String defaultModel,
        @Nullable Path recipesDir,
        @Nullable Path routesFile,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("120s") Duration responseTimeout,
        @DefaultValue("300s") Duration idleTimeout,
        @DefaultValue("10m") Duration totalTimeout,
        @DefaultValue("10MB") DataSize maxRequestSize,
        @DefaultValue("32MB") DataSize maxAnswerSize,
        @DefaultValue("10s") Duration breakerOpen,
        @DefaultValue("5s") Duration retryWait,
        @DefaultValue("false") boolean recordContent,
        @DefaultValue("lenient") Adapt adapt,
        @DefaultValue Map<String, ProviderSettings> providers) {

    /**
     * One provider.
     *
     * @param type whose API it has; by default the one of its name, or that of any OpenAI-compatible server
     * @param baseUrl URL that {@code /chat/completions} or {@code /messages} is appended to, normally ending in {@code /v1}
     * @param apiKey credential, where there is one account; local servers need none
     * @param apiKeyFile file that holds the credential
     * @param apiVersion of Azure OpenAI
     * @param region of Amazon Bedrock
     * @param models model ids that it serves; {@code *} for any. Deployments, for Azure OpenAI
     * @param headers further request headers
     * @param prices prices by model id
     * @param responses whether it has the Responses API, where that is otherwise than with its type
     * @param streamUsage the same: whether it takes {@code stream_options.include_usage}
     * @param jsonSchema the same: whether it takes {@code response_format: json_schema}; else it is asked for {@code json_object} with a schema
     * @param concurrency most calls at once at each account, of this router; more wait
     * @param adapt the router's where it is absent
     * @param accounts several credentials, where there is not one
     */
    public record ProviderSettings(
            @Nullable ProviderKind type,
            @Nullable URI baseUrl,
            @Nullable Secret apiKey,
            @Nullable Path apiKeyFile,
            @Nullable String apiVersion,
            @Nullable String region,
            @DefaultValue List<String> models,
            @DefaultValue Map<String, Secret> headers,
            @DefaultValue Map<String, Price> prices,
            @Nullable Boolean responses,
            @Nullable Boolean streamUsage,
            @Nullable Integer concurrency,
            @Nullable Boolean jsonSchema,
            @Nullable Adapt adapt,
            @DefaultValue List<AccountSettings> accounts) {

        /** Checks the settings. */
        public ProviderSettings {
            if (concurrency != null && concurrency < 1) {
                throw new IllegalArgumentException("concurrency must be 1 or more");
            }
        }
    }

    /**
     * One credential of a provider.
     *
     * @param name in headers and metrics
     * @param weight share of the calls, against the other accounts
     * @param baseUrl where it is not the provider's
     * @param apiKey credential
     * @param apiKeyFile file that holds the credential
     */
    public record AccountSettings(
            String name,
            @DefaultValue("1") int weight,
            @Nullable URI baseUrl,
            @Nullable Secret apiKey,
            @Nullable Path apiKeyFile) {}

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
