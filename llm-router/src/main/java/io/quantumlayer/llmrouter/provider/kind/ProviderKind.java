package io.quantumlayer.llmrouter.provider.kind;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.protocols.Protocol;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's API: everything that is known of it by itself. What is not said otherwise is as OpenAI has it: its
 * protocol, its paths and a bearer token.
 */
public sealed interface ProviderKind
        permits OpenAi, Anthropic, AzureOpenAi, Gemini, Groq, Mistral, Bedrock, OpenAiCompatible {

    /** Placeholder in a default address. */
    String REGION = "{region}";

    /** Every kind, in the order in which well-known providers are asked. */
    static List<ProviderKind> all() {
        return List.of(
                new OpenAi(),
                new Anthropic(),
                new AzureOpenAi(),
                new Gemini(),
                new Groq(),
                new Mistral(),
                new Bedrock(),
                new OpenAiCompatible());
    }

    /**
     * The kind of a {@code type} in settings; capitals, hyphens and underscores make no difference.
     *
     * @throws IllegalArgumentException naming all types, if there is no such one
     */
    static ProviderKind of(String type) {
        return all().stream()
                .filter(kind -> letters(kind.type()).equals(letters(type)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the type of a provider is '%s'; it must be one of %s"
                        .formatted(type, all().stream().map(ProviderKind::type).collect(Collectors.joining(", ")))));
    }

    private static String letters(String type) {
        return type.strip().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** The kind that a provider's name brings by itself. */
    static Optional<ProviderKind> named(String provider) {
        return all().stream()
                .filter(kind -> !kind.variables().isEmpty() && kind.type().equals(provider))
                .findFirst();
    }

    /** The kind of a vendor that has this host, or hosts below it. */
    static Optional<ProviderKind> at(String host) {
        return all().stream()
                .filter(kind -> {
                    String standard = kind.defaultAddress();
                    String own = standard == null || standard.contains(REGION)
                            ? null
                            : URI.create(standard).getHost();
                    return own != null && (host.equals(own) || host.endsWith("." + own));
                })
                .findFirst();
    }

    /** Names under which the catalogue has the models of the vendor that has this host; none for a host of nobody's. */
    static List<String> cataloguesAt(String host) {
        return at(host).map(ProviderKind::catalogues).orElseGet(() -> OpenAiCompatible.cataloguesAt(host));
    }

    /** The {@code type} in settings; a provider of that name is of this kind and has its variables. */
    String type();

    /** Environment variables of the provider that has the type's name, the first of each setting for messages. */
    Map<Setting, List<String>> variables();

    /**
     * Address that paths are appended to, where a vendor has one for everybody; {@link #REGION} in it stands for the
     * region.
     */
    @Nullable
    String defaultAddress();

    /** Types under which the catalogue of models has what it serves: its own, and that of the vendor whose models they are. */
    default List<String> catalogues() {
        return List.of(type());
    }

    /** The protocol of its chat. */
    default Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    /** What it is asked in, and the steps that bytes go through for it. */
    default Dialect dialect() {
        return Dialect.openAi();
    }

    /**
     * Path of a request below the address, with its query.
     *
     * @param operation one that the dialect speaks, or that calls are translated to
     * @param model id as the provider knows it
     * @param apiVersion from settings
     */
    default String path(Operation operation, String model, boolean stream, @Nullable String apiVersion) {
        return operation.path();
    }

    /** Shows the credential. */
    default void authorise(HttpHeaders headers, String key) {
        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key);
    }

    /**
     * Adds the headers that every request of its protocol has.
     *
     * @param client the client's own {@code anthropic-version} and {@code anthropic-beta}, where it sent them
     */
    default void describe(HttpHeaders headers, Map<String, String> client) {}

    /** How it is asked without a key of its own; empty where it wants a key, or nothing. Keeps what it has found. */
    default Optional<KeylessAccess> keyless() {
        return Optional.empty();
    }
}
