package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.StreamFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is spoken to: what it takes as clients ask it, and the steps that the bytes of requests and streams go
 * through for it, in this order.
 *
 * @param operations that are passed on as they are; chat of other protocols is translated
 */
public record Dialect(Set<Operation> operations, StreamFraming framing, List<DialectStep> steps) {

    /** Keeps copies. */
    public Dialect {
        operations = Set.copyOf(operations);
        steps = List.copyOf(steps);
    }

    static Dialect of(Operation... operations) {
        return new Dialect(Set.of(operations), StreamFraming.SERVER_SENT_EVENTS, List.of());
    }

    static Dialect openAi() {
        return of(Operation.CHAT, Operation.EMBEDDINGS).with(new StreamUsage());
    }

    /** A dialect of chat completions and nothing else, without any step. */
    public static Dialect plainChat() {
        return of(Operation.CHAT);
    }

    /** The same with an operation more. */
    public Dialect speaking(Operation operation) {
        Set<Operation> more = EnumSet.of(operation);
        more.addAll(operations);
        return new Dialect(more, framing, steps);
    }

    /** The same without an operation. */
    public Dialect notSpeaking(Operation operation) {
        return new Dialect(
                operations.stream().filter(other -> other != operation).collect(Collectors.toSet()), framing, steps);
    }

    /** The same with a step at the end, unless it has it. */
    public Dialect with(DialectStep step) {
        return steps.contains(step)
                ? this
                : new Dialect(
                        operations,
                        framing,
                        Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** The same without a step. */
    public Dialect without(DialectStep step) {
        return new Dialect(
                operations,
                framing,
                steps.stream().filter(other -> !other.equals(step)).toList());
    }

    Dialect framed(StreamFraming other) {
        return new Dialect(operations, other, steps);
    }

    /** Whether it is asked for an operation as clients are. */
    public boolean speaks(Operation operation) {
        return operations.contains(operation.api());
    }

    /** Whether a stream has to be asked for its tokens, which the client has not done. */
    public boolean asksForUsage(ProviderCall call) {
        return steps.stream().anyMatch(step -> step.asksForUsage(call));
    }

    /**
     * The request's bytes for the provider.
     *
     * @throws io.quantumlayer.protocols.ModelErrorException 400 naming the member that the provider cannot take
     */
    public byte[] request(byte[] body, ProviderCall call) {
        byte[] bytes = body;
        for (DialectStep step : steps) {
            bytes = step.request(bytes, call);
        }
        return bytes;
    }

    /** What one stream goes through on its way to a client of the same protocol; {@code null} for nothing. */
    public @Nullable StreamFilter stream(ProviderCall call) {
        return steps.stream()
                .map(step -> step.stream(call))
                .filter(Objects::nonNull)
                .reduce(StreamFilter::then)
                .orElse(null);
    }
}
