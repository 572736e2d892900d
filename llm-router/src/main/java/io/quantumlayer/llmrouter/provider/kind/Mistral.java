package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;

/** Mistral, which speaks OpenAI's protocol. */
public record Mistral() implements ProviderKind {

    @Override
    public String type() {
        return "mistral";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(Setting.KEY, List.of("MISTRAL_API_KEY"));
    }

    @Override
    public String defaultAddress() {
        return "https://api.mistral.ai/v1";
    }
}
