package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import java.util.Map;

/** The OpenAI API at OpenAI itself. */
public record OpenAi() implements ProviderKind {

    @Override
    public String type() {
        return "openai";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(Setting.KEY, List.of("OPENAI_API_KEY"));
    }

    @Override
    public String defaultAddress() {
        return "https://api.openai.com/v1";
    }

    @Override
    public Dialect dialect() {
        return Dialect.openAi().speaking(Operation.RESPONSES);
    }

    /** Whether an address is OpenAI's own; {@code openai} is also the word for whoever speaks its protocol. */
    public static boolean isAt(String host) {
        return host.equals("api.openai.com") || host.endsWith(".api.openai.com");
    }
}
