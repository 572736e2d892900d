package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.ProviderCall;
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
    private final ProviderCall call;

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
        this.call = new ProviderCall(
                target.provider().kind(),
                target.model(),
                operation,
                request.stream(),
                translator != null,
                request.usageWanted());
    }

    /**
     * The way to a target.
     *
     * @throws ModelErrorException 400 if the target cannot do what is asked
     */
    static Passage to(Target target, ModelRequest request) {
        Operation operation = request.operation();
        if (target.provider().dialect().speaks(operation)) {
            return new Passage(request, target, operation, operation.protocol(), null);
        }
        return switch (operation) {
            case EMBEDDINGS ->
                throw ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s, which has the model '%s', does not offer embeddings. Name a model of another provider."
                                .formatted(target.provider().name(), request.model()));
            case COUNT_TOKENS -> new Passage(request, target, operation, operation.protocol(), null);
            case CHAT, RESPONSES, MESSAGES -> translated(target, request);
        };
    }

    private static Passage translated(Target target, ModelRequest request) {
        Protocol client = request.operation().protocol();
        Protocol protocol = target.provider().protocol();
        Translator translator = Translations.between(client, protocol)
                .orElseThrow(() -> ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s cannot be asked in the %s protocol."
                                .formatted(target.provider().name(), client)));
        return new Passage(request, target, Operation.chatOf(protocol), protocol, translator);
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
        return operation == Operation.COUNT_TOKENS && !dialect().speaks(operation);
    }

    private Dialect dialect() {
        return target.provider().dialect();
    }

    /** The bytes for the provider: in its protocol first, then in its dialect. */
    byte[] request() {
        byte[] body = translator == null
                ? request.forProvider(target.model(), dialect().asksForUsage(call))
                : translator.request(request.bytes(), target.model());
        return dialect().request(body, call);
    }

    /** The client's answer for the provider's. */
    byte[] answer(byte[] body) {
        return translator == null ? body : translator.answer(body, target.model());
    }

    @Nullable
    TokenUsage usage(byte[] body) {
        return operation == Operation.COUNT_TOKENS ? null : UsageReader.ofAnswer(protocol, body);
    }

    /** Whether an answer of this type is a stream of the provider's. */
    boolean isStream(String contentType) {
        return dialect().framing().isOf(contentType);
    }

    StreamPassage stream() {
        return new StreamPassage(
                protocol,
                dialect().framing(),
                translator == null ? null : translator.stream(request.bytes(), target.model()),
                dialect().stream(call));
    }
}
