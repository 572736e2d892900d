package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;

/** Google's OpenAI-compatible end point of Gemini. */
public record Gemini() implements ProviderKind {

    @Override
    public String type() {
        return "gemini";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(Setting.KEY, List.of("GEMINI_API_KEY"));
    }

    @Override
    public String defaultAddress() {
        return "https://generativelanguage.googleapis.com/v1beta/openai";
    }
}
