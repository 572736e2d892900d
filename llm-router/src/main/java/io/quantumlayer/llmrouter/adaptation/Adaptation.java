package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonEdits;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes requests ones that a model takes. What it does not take and what does not change the answer's meaning is left
 * out, renamed or said otherwise; what would change the meaning is refused.
 *
 * @param client protocol of who asks
 * @param model id, for messages
 * @param traits what the model takes
 * @param learned members that the model has refused before
 * @param strict whether nothing may be changed: then whatever would be is refused
 */
public record Adaptation(Protocol client, String model, ModelTraits traits, Set<String> learned, boolean strict) {

    /**
     * The request as the model takes it.
     *
     * @param operation that the body is a request for
     * @param before what was changed already
     * @throws ModelErrorException 400 naming the member that the model does not take
     */
    public Adapted of(Operation operation, JsonEdits body, Changes before) {
        ModelCall call = new ModelCall(client, operation.protocol(), model, body, traits);
        switch (operation) {
            case EMBEDDINGS -> MemberRules.unknown(call, true);
            case COUNT_TOKENS, COMPACT, INPUT_TOKENS -> {
                ToolChoiceRules.apply(call);
                TurnRules.apply(call);
                ThinkingRules.apply(call);
                ToolRules.apply(call);
                MessageRules.apply(call);
            }
            case CHAT, MESSAGES, RESPONSES -> {
                OrderRules.apply(call);
                ImageRules.apply(call);
                MemberRules.names(call);
                ToolChoiceRules.apply(call);
                TurnRules.apply(call);
                ThinkingRules.apply(call);
                FormatRules.apply(call, learned);
                ToolRules.apply(call);
                MemberRules.limit(call);
                MemberRules.sampling(call);
                MemberRules.unknown(call, false);
                MessageRules.apply(call);
            }
        }
        MemberRules.learned(call, learned);
        Adapted adapted = call.result().after(before);
        refuseIfStrict(adapted);
        return adapted;
    }

    /** Whether a stream may be asked for its tokens. */
    public boolean takesStreamOptions() {
        return !Boolean.FALSE.equals(traits.streamUsage())
                && !learned.contains("stream_options")
                && (traits.members() == null || traits.members().contains("stream_options"));
    }

    private void refuseIfStrict(Adapted adapted) {
        Set<String> changed = new LinkedHashSet<>(adapted.dropped());
        changed.addAll(adapted.adapted());
        if (strict && !changed.isEmpty()) {
            String names = String.join(", ", changed);
            throw ModelErrorException.invalid(
                    changed.iterator().next(),
                    "unsupported_parameter",
                    "The model %s does not take %s as it is, and adapt is strict: change or leave away what is named, or set adapt to lenient."
                            .formatted(model, names));
        }
    }
}
