package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.provider.Operation;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.llmrouter.translation.Protocol;
import io.quantumlayer.llmrouter.translation.TokenUsage;
import io.quantumlayer.llmrouter.translation.Translations;
import io.quantumlayer.llmrouter.translation.Translator;
import io.quantumlayer.llmrouter.translation.UsageReader;
import org.jspecify.annotations.Nullable;

/** How one request and its answer cross between the client's protocol and the provider's: as they are, or translated. */
final class Passage {

    private final ModelRequest request;
    private final Target target;
    private final Operation operation;
    private final Protocol protocol;
    private final @Nullable Translator translator;
    private final boolean countUsage;

    private Passage(
            ModelRequest request,
            Target target,
            Operation operation,
            Protocol protocol,
            @Nullable Translator translator) {
        this.request = request;
        this.target = target;
        this.operation = operation;
        this.protocol = protocol;
        this.translator = translator;
        this.countUsage = translator == null
                && operation == Operation.CHAT
                && target.provider().isLanguageModel()
                && target.provider().streamUsage();
    }

    /**
     * The way to a target.
     *
     * @throws ModelErrorException 400 if the target cannot do what is asked
     */
    static Passage to(Target target, ModelRequest request) {
        Provider provider = target.provider();
        Protocol client = request.operation().protocol();
        return switch (request.operation()) {
            case EMBEDDINGS -> {
                if (client != provider.protocol() || provider.inProcess() != null) {
                    throw ModelErrorException.invalid(
                            "model",
                            "unsupported_operation",
                            "Provider %s, which has the model '%s', does not offer embeddings. Name a model of another provider."
                                    .formatted(provider.name(), request.model()));
                }
                yield new Passage(request, target, request.operation(), client, null);
            }
            case COUNT_TOKENS -> new Passage(request, target, request.operation(), client, null);
            case RESPONSES ->
                provider.responses()
                        ? new Passage(request, target, Operation.RESPONSES, client, null)
                        : translated(target, request, client, provider);
            case CHAT, MESSAGES ->
                client == provider.protocol()
                        ? new Passage(request, target, request.operation(), client, null)
                        : translated(target, request, client, provider);
        };
    }

    private static Passage translated(Target target, ModelRequest request, Protocol client, Provider provider) {
        Translator translator = Translations.between(client, provider.protocol())
                .orElseThrow(() -> ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s cannot be asked in the %s protocol.".formatted(provider.name(), client)));
        Operation operation = provider.protocol() == Protocol.ANTHROPIC_MESSAGES ? Operation.MESSAGES : Operation.CHAT;
        return new Passage(request, target, operation, provider.protocol(), translator);
    }

    /** What the provider is asked for. */
    Operation operation() {
        return operation;
    }

    /** The provider's protocol. */
    Protocol protocol() {
        return protocol;
    }

    boolean isTranslated() {
        return translator != null;
    }

    /** Whether the router itself counts tokens, as the provider has no way to be asked for them. */
    boolean isCountedHere() {
        return operation == Operation.COUNT_TOKENS
                && (target.provider().inProcess() != null || target.provider().protocol() != protocol);
    }

    byte[] request() {
        byte[] body = translator == null
                ? request.forProvider(target.model(), countUsage)
                : translator.request(request.bytes(), target.model());
        return operation == Operation.CHAT && !target.provider().jsonSchema() ? JsonObjectFormat.of(body) : body;
    }

    /** The client's answer for the provider's. */
    byte[] answer(byte[] body) {
        return translator == null ? body : translator.answer(body, target.model());
    }

    @Nullable
    TokenUsage usage(byte[] body) {
        return operation == Operation.COUNT_TOKENS ? null : UsageReader.ofAnswer(protocol, body);
    }

    StreamPassage stream() {
        return new StreamPassage(
                protocol,
                translator == null ? null : translator.stream(request.bytes(), target.model()),
                countUsage && !request.usageWanted());
    }
}
