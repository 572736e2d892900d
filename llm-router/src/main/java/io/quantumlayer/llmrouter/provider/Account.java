package io.quantumlayer.llmrouter.provider;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.provider.ConfiguredProvider.ConfiguredAccount;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.ProviderKind;
import io.quantumlayer.llmrouter.provider.kind.RequestSigner;
import io.quantumlayer.llmrouter.upstream.Endpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One credential at one provider, with what it takes to ask there. */
public final class Account {

    private static final String SEALING = "HmacSHA256";

    /** For accounts without a credential. */
    private static final SecretKeySpec PROCESS = sealing(UUID.randomUUID().toString());

    private final String name;
    private final ProviderKind kind;
    private final int weight;
    private final Endpoint endpoint;
    private final String basePath;
    private final @Nullable String apiVersion;
    private final HttpHeaders headers;
    private final AccountHealth health;
    private final @Nullable RequestSigner signer;
    private final @Nullable Slots slots;
    private final SecretKeySpec sealing;

    Account(
            ConfiguredProvider provider,
            ConfiguredAccount account,
            AccountHealth health,
            @Nullable RequestSigner signer,
            @Nullable Slots slots) {
        URI address = account.address();
        this.name = account.name();
        this.kind = provider.kind();
        this.weight = account.weight();
        this.endpoint = Endpoint.of(address);
        this.basePath = address.getRawPath() == null ? "" : address.getRawPath().replaceFirst("/+$", "");
        this.apiVersion = provider.apiVersion();
        this.health = health;
        this.signer = signer;
        this.slots = slots;
        this.headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        this.headers.set(HttpHeaderNames.HOST, endpoint.authority());
        this.headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        if (account.key() != null) {
            kind.authorise(headers, account.key().reveal());
        }
        provider.headers().forEach((header, value) -> headers.set(header, value.reveal()));
        this.sealing = account.key() == null ? PROCESS : sealing(account.key().reveal());
    }

    private static SecretKeySpec sealing(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), SEALING);
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

    /** Its concurrency; {@code null} where their number is not limited. */
    public @Nullable Slots slots() {
        return slots;
    }

    /** Path of a request, with its query. */
    public String path(Operation operation, String model, boolean stream) {
        return basePath + kind.path(operation, model, stream, apiVersion);
    }

    /**
     * Path of a response that the account keeps, with its query.
     *
     * @param below path below that of responses, such as {@code /resp_1/cancel}
     * @param query empty for none
     */
    public String storedPath(String below, String query) {
        String responses = path(Operation.RESPONSES, "", false);
        int mark = responses.indexOf('?');
        String place = mark < 0 ? responses : responses.substring(0, mark);
        String all = Stream.of(mark < 0 ? "" : responses.substring(mark + 1), query)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return place + below + (all.isEmpty() ? "" : "?" + all);
    }

    /**
     * Seals a text for callers who know it and must not be able to seal another: HMAC-SHA256 by the account's credential,
     * so that all routers that have it agree; an account without one has a secret that ends with this process.
     *
     * @return lower-case hexadecimal digits
     */
    public String seal(String text) {
        try {
            Mac mac = Mac.getInstance(SEALING);
            mac.init(sealing);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
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
        kind.describe(all, anthropic);
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
