package io.quantumlayer.llmrouter.provider;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.provider.RouterProperties.AccountSettings;
import io.quantumlayer.llmrouter.upstream.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One credential at one provider, with what it takes to ask there. */
public final class Account {

    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private final String name;
    private final ProviderType type;
    private final int weight;
    private final Endpoint endpoint;
    private final String basePath;
    private final String apiVersion;
    private final HttpHeaders headers;
    private final AccountHealth health;
    private final @Nullable RequestSigner signer;
    private final @Nullable Slots slots;

    Account(
            String name,
            ProviderType type,
            URI baseUrl,
            AccountSettings settings,
            String apiVersion,
            Map<String, Secret> headers,
            AccountHealth health,
            @Nullable RequestSigner signer,
            @Nullable Slots slots) {
        this.name = name;
        this.type = type;
        this.weight = settings.weight();
        this.endpoint = Endpoint.of(baseUrl);
        this.basePath = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath().replaceFirst("/+$", "");
        this.apiVersion = apiVersion;
        this.health = health;
        this.signer = signer;
        this.slots = slots;
        this.headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        this.headers.set(HttpHeaderNames.HOST, endpoint.authority());
        this.headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        Secret key = settings.apiKey();
        switch (type) {
            case OPENAI, GEMINI -> set(HttpHeaderNames.AUTHORIZATION.toString(), "Bearer ", key);
            case AZURE_OPENAI -> set("api-key", "", key);
            case ANTHROPIC -> set("x-api-key", "", key);
            case BEDROCK -> set(HttpHeaderNames.AUTHORIZATION.toString(), "Bearer ", key);
        }
        headers.forEach((header, value) -> this.headers.set(header, value.reveal()));
    }

    private void set(String header, String prefix, @Nullable Secret key) {
        if (key != null) {
            headers.set(header, prefix + key.reveal());
        }
    }

    /** Name in settings; with the provider's, it is shown to callers. */
    public String name() {
        return name;
    }

    /** Share of the calls, against the other accounts of the provider. */
    public int weight() {
        return weight;
    }

    /** Where it is reached. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** How it fares. */
    public AccountHealth health() {
        return health;
    }

    /** Its places; {@code null} where their number is not limited. */
    public @Nullable Slots slots() {
        return slots;
    }

    /** Path of a request, with its query. */
    public String path(Operation operation, String model, boolean stream) {
        String end = switch (operation) {
            case CHAT -> "/chat/completions";
            case EMBEDDINGS -> "/embeddings";
            case RESPONSES -> "/responses";
            case MESSAGES -> "/messages";
            case COUNT_TOKENS -> "/messages/count_tokens";
        };
        return switch (type) {
            case OPENAI, GEMINI, ANTHROPIC -> basePath + end;
            case AZURE_OPENAI ->
                operation == Operation.RESPONSES
                        ? basePath + "/openai/responses?api-version=" + apiVersion
                        : basePath + "/openai/deployments/" + encoded(model) + end + "?api-version=" + apiVersion;
            case BEDROCK -> basePath + "/model/" + encoded(model) + (stream ? "/converse-stream" : "/converse");
        };
    }

    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Headers of a request that has the body: credential and length included.
     *
     * @param anthropic the client's own {@code anthropic-version} and {@code anthropic-beta}, where it sent them
     */
    public HttpHeaders headers(
            String path, byte[] body, boolean stream, String requestId, Map<String, String> anthropic) {
        HttpHeaders all = headers.copy();
        all.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        all.set(
                HttpHeaderNames.ACCEPT,
                stream ? HttpHeaderValues.TEXT_EVENT_STREAM : HttpHeaderValues.APPLICATION_JSON);
        all.set("x-request-id", requestId);
        if (type == ProviderType.ANTHROPIC) {
            all.set("anthropic-version", ANTHROPIC_VERSION);
            anthropic.forEach(all::set);
        }
        if (signer != null) {
            signer.sign(endpoint, path, body, all);
        }
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
