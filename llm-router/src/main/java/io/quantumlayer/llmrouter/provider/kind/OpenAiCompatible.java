package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any server that speaks OpenAI's protocol, such as vLLM, Ollama or llama.cpp. */
public record OpenAiCompatible() implements ProviderKind {

    /** Vendors that need nothing but this protocol; other regions of DashScope and QwenCloud have other prices. */
    private static final Map<String, String> VENDORS = Map.of(
            "api.deepseek.com", "deepseek",
            "dashscope-intl.aliyuncs.com", "qwen",
            "ap-southeast-1.maas.qwencloudapi.com", "qwen");

    static List<String> cataloguesAt(String host) {
        String vendor = VENDORS.get(host);
        return vendor == null ? List.of() : List.of(vendor);
    }

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
