package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any server that speaks OpenAI's protocol, such as vLLM, Ollama or llama.cpp. */
public record OpenAiCompatible() implements ProviderKind {

    @Override
    public String type() {
        return "openai-compatible";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of();
    }

    @Override
    public @Nullable String defaultAddress() {
        return null;
    }
}
