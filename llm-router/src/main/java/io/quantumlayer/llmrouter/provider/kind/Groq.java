package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;

/** Groq, which speaks OpenAI's protocol. */
public record Groq() implements ProviderKind {

    @Override
    public String type() {
        return "groq";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(Setting.KEY, List.of("GROQ_API_KEY"));
    }

    @Override
    public String defaultAddress() {
        return "https://api.groq.com/openai/v1";
    }
}
