package io.quantumlayer.local.platform;

import java.util.List;
import java.util.Map;

/** The environment variables that the router reads its providers and its settings from. */
public final class ModelCredentials {

    /** The key that the platform's own services show to the router, which only they need. */
    static final String ROUTER_KEY = "LLM_ROUTER_KEY";

    /** One for each provider, to name to somebody who has none. */
    public static final List<String> KEYS = List.of(
            "OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "AZURE_OPENAI_API_KEY",
            "GEMINI_API_KEY",
            "GROQ_API_KEY",
            "MISTRAL_API_KEY",
            "AWS_BEARER_TOKEN_BEDROCK");

    static final List<String> PREFIXES = List.of(
            "ANTHROPIC_", "AWS_", "AZURE_", "GEMINI_", "GROQ_", "LLM_", "MISTRAL_", "OPENAI_", "QUANTUMLAYER_ROUTER_");

    private static final List<String> SECRETS = List.of(
            "_API_KEY", "_API_KEY_FILE", "_OPENAI_KEY", "_ACCESS_KEY", "_AUTH_TOKEN", "_TOKEN_BEDROCK", "AWS_PROFILE");

    private ModelCredentials() {}

    static boolean isModelSetting(String name) {
        return !name.equals(ROUTER_KEY) && PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Names, never values, of the credentials that are set. */
    public static List<String> namesIn(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry ->
                        isModelSetting(entry.getKey()) && !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> SECRETS.stream().anyMatch(name::endsWith))
                .sorted()
                .toList();
    }
}
