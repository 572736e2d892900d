package io.quantumlayer.local.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The environment variables that the router reads its providers and its settings from. */
public final class ModelCredentials {

    /** The key that the platform's own services show to the router, which only they need. */
    static final String ROUTER_KEY = "LLM_ROUTER_KEY";

    private static final Set<String> NAMES = Set.of("OPENAI_API_KEY", "GROQ_API_KEY", "MISTRAL_API_KEY");
    private static final List<String> PREFIXES =
            List.of("ANTHROPIC_", "AZURE_", "AWS_", "GEMINI_", "LLM_", "OPENAI_", "QUANTUMLAYER_ROUTER_");
    private static final List<String> SECRETS = List.of("_API_KEY", "_ACCESS_KEY", "_AUTH_TOKEN", "AWS_PROFILE");

    private ModelCredentials() {}

    static boolean isModelSetting(String name) {
        return !name.equals(ROUTER_KEY)
                && (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
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
