package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.RouterProperties.Price;
import io.quantumlayer.llmrouter.translation.Protocol;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Someone who answers model calls.
 *
 * @param name in settings, headers and model ids such as {@code groq/llama}
 * @param protocol in which it is asked for chat
 * @param models ids that it serves; {@link #ANY_MODEL} for any
 * @param accounts in settings' order; none for a model within the router
 * @param responses whether it has the Responses API
 * @param streamUsage whether it takes {@code stream_options}
 * @param jsonSchema whether it takes {@code response_format: json_schema}
 * @param prices from settings, by model
 * @param inProcess the model, where it runs within the router
 */
public record Provider(
        String name,
        Protocol protocol,
        List<String> models,
        List<Account> accounts,
        boolean responses,
        boolean streamUsage,
        boolean jsonSchema,
        Map<String, Price> prices,
        @Nullable InProcessModel inProcess) {

    /** Model id of a provider that takes any. */
    public static final String ANY_MODEL = "*";

    static Provider of(InProcessModel model) {
        return new Provider(
                model.name(), Protocol.OPENAI_CHAT, model.models(), List.of(), false, true, true, Map.of(), model);
    }

    /** Whether it answers free chat; the recipe engine does not. */
    public boolean isLanguageModel() {
        return inProcess == null;
    }

    @Override
    public String toString() {
        return name;
    }
}
