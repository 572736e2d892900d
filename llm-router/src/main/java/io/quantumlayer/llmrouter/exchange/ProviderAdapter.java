package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.adaptation.Adaptation;
import io.quantumlayer.llmrouter.adaptation.Adapted;
import io.quantumlayer.llmrouter.adaptation.AnswerRewrite;
import io.quantumlayer.llmrouter.adaptation.ModelKnowledge;
import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.ProviderCall;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.translation.Translation;
import io.quantumlayer.protocols.translation.Translations;
import io.quantumlayer.protocols.watch.CallIndexFilter;
import io.quantumlayer.protocols.watch.UsageReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one request and its answer cross between the client's protocol and the provider's: as they are, or translated. */
final class ProviderAdapter {

    private final ModelRequest request;
    private final Target target;
    private final Operation operation;
    private final Protocol protocol;
    private final @Nullable Translator translator;
    private final Adaptation adaptation;
    private final ProviderCall call;
    private @Nullable Adapted adapted;
    private @Nullable MarkedResponses marks;

    private ProviderAdapter(
            ModelRequest request,
            Target target,
            Operation operation,
            Protocol protocol,
            @Nullable Translator translator,
            ModelKnowledge models) {
        this.request = request;
        this.adaptation = models.adaptation(
                target.provider(), target.model(), request.operation().protocol());
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
    static ProviderAdapter to(Target target, ModelRequest request, ModelKnowledge models) {
        Operation operation = request.operation();
        if (target.provider().dialect().speaks(operation)) {
            return new ProviderAdapter(request, target, operation, operation.protocol(), null, models);
        }
        return switch (operation) {
            case EMBEDDINGS ->
                throw ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s, which has the model '%s', does not offer embeddings. Name a model of another provider."
                                .formatted(target.provider().name(), request.model()));
            case COMPACT ->
                throw ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s, which has the model '%s', compacts no conversations. Let the client sum it up, or name a model of a provider that has the Responses API."
                                .formatted(target.provider().name(), request.model()));
            case COUNT_TOKENS, INPUT_TOKENS -> counted(target, request, models);
            case CHAT, RESPONSES, MESSAGES -> translated(target, request, models);
        };
    }

    /** A way that ends here, as the router can count by itself what it sees. */
    private static ProviderAdapter counted(Target target, ModelRequest request, ModelKnowledge models) {
        if (request.goesOn()) {
            throw ModelErrorException.invalid(
                    "model",
                    "unsupported_operation",
                    "Provider %s, which has the model '%s', keeps no conversations that could be counted. Send the whole conversation as input."
                            .formatted(target.provider().name(), request.model()));
        }
        Operation operation = request.operation();
        return new ProviderAdapter(request, target, operation, operation.protocol(), null, models);
    }

    /** The same, to one account of it, which clients name again. @param owner who may name what it keeps */
    static ProviderAdapter to(Candidate candidate, ModelRequest request, ModelKnowledge models, ResponseOwner owner) {
        ProviderAdapter adapter = to(candidate.target(), request, models);
        if (adapter.operation.api() == Operation.RESPONSES) {
            adapter.marks = MarkedResponses.of(candidate.name(), candidate.account(), owner);
        }
        return adapter;
    }

    private static ProviderAdapter translated(Target target, ModelRequest request, ModelKnowledge models) {
        Protocol client = request.operation().protocol();
        Protocol protocol = target.provider().protocol();
        return switch (Translations.between(client, protocol)) {
            case Translation.By(Translator translator) ->
                new ProviderAdapter(request, target, Operation.chatOf(protocol), protocol, translator, models);
            case Translation.Needless _, Translation.Missing _ ->
                throw ModelErrorException.invalid(
                        "model",
                        "unsupported_operation",
                        "Provider %s cannot be asked in the %s protocol."
                                .formatted(target.provider().name(), client));
        };
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

    /** What was changed for the model. */
    Changes changes() {
        return adapted == null ? Changes.NONE : adapted.changes();
    }

    /** Members that were known not to be taken when the request was made. */
    Set<String> learned() {
        return adaptation.learned();
    }

    /** The request as it was adapted to the model, in the protocol whose members it learns of. */
    byte[] sent() {
        return adapted == null ? request.bytes() : adapted.body();
    }

    /** Whether the router itself counts tokens, as the provider has no way to be asked for them. */
    boolean isCountedHere() {
        return operation.isCount() && !dialect().speaks(operation);
    }

    /** The answer to a count. */
    byte[] counted(long tokens) {
        String object = protocol == Protocol.OPENAI_RESPONSES ? "\"object\":\"response.input_tokens\"," : "";
        return "{%s\"input_tokens\":%d}".formatted(object, tokens).getBytes(StandardCharsets.US_ASCII);
    }

    private Dialect dialect() {
        return target.provider().dialect();
    }

    /** Whether the provider takes images in the request alone. */
    boolean fetchesNoImages() {
        return protocol == Protocol.BEDROCK_CONVERSE;
    }

    /** The bytes for the provider: in its protocol first, then as the model takes them, then in its dialect. */
    byte[] request() {
        if (translator == null) {
            JsonEdits edits =
                    request.edits(target.model(), dialect().asksForUsage(call) && adaptation.takesStreamOptions());
            Changes before = marks == null ? Changes.NONE : new Changes(marks.unmark(edits), Set.of());
            return dialect().request(adapt(operation, edits, before), call);
        }
        Operation spoken = Operation.chatOf(translator.spoken());
        Changes unsaid = new Changes(request.membersBut(translator.members()), Set.of());
        byte[] body = translator.request(
                request.bytes(),
                target.model(),
                (translated, changes) -> adapt(spoken, JsonEdits.of(translated), unsaid.and(changes)));
        return dialect().request(body, call);
    }

    private byte[] adapt(Operation spoken, JsonEdits edits, Changes before) {
        Adapted ready = target.provider().isLanguageModel()
                ? adaptation.of(spoken, edits, before)
                : Adapted.unchanged(edits.bytes());
        adapted = ready;
        return ready.body();
    }

    private AnswerRewrite rewrite() {
        return adapted == null ? AnswerRewrite.none() : adapted.answer();
    }

    /** The client's answer for the provider's. */
    byte[] answer(byte[] body) {
        if (translator != null) {
            return translator.answer(request.bytes(), body, target.model(), rewrite()::whole);
        }
        byte[] answer = rewrite().whole(operation == Operation.CHAT ? CallIndexFilter.ofAnswer(body) : body);
        return marks == null ? answer : marks.answer(answer);
    }

    @Nullable
    TokenUsage usage(byte[] body) {
        return operation.isCount() ? null : UsageReader.ofAnswer(protocol, body);
    }

    /** Whether an answer of this type is a stream of the provider's. */
    boolean isStream(String contentType) {
        return dialect().framing().isOf(contentType);
    }

    /** The client's id of a response that the provider goes on making when nobody reads its stream; {@code null} for none. */
    @Nullable
    String goesOn() {
        return marks == null || !request.isBackground() ? null : marks.streamed();
    }

    StreamAdapter stream() {
        return new StreamAdapter(
                protocol,
                dialect().framing(),
                translator == null ? null : translator.stream(request.bytes(), target.model(), rewrite().stream()),
                filter());
    }

    private @Nullable StreamFilter filter() {
        StreamFilter calls = operation == Operation.CHAT ? new CallIndexFilter() : null;
        return Stream.of(
                        Optional.ofNullable(calls),
                        Optional.ofNullable(rewrite().stream()),
                        Optional.ofNullable(dialect().stream(call)),
                        Optional.ofNullable(marks).map(MarkedResponses::stream))
                .flatMap(Optional::stream)
                .reduce(StreamFilter::then)
                .orElse(null);
    }
}
