package io.quantumlayer.llmrouter.adaptation;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Members of requests that may be left out, since the answer then means the same. */
final class Hints {

    private static final Set<String> ALWAYS = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "seed",
            "random_seed",
            "user",
            "metadata",
            "store",
            "service_tier",
            "verbosity",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "safety_identifier",
            "reasoning_effort",
            "reasoning",
            "include_reasoning",
            "reasoning_format",
            "thinking",
            "output_config.effort",
            "stream_options",
            "context_management",
            "cache_control",
            "speed",
            "diagnostics",
            "truncation");

    private Hints() {}

    /** Whether a member may go whatever it says. */
    static boolean isHint(String member) {
        return ALWAYS.contains(member);
    }

    /** Whether a member may go with the value that it has: it is a hint, or says what is so without it. */
    static boolean isHint(String member, JsonNode value) {
        if (ALWAYS.contains(member) || value.isNull()) {
            return true;
        }
        return switch (member) {
            case "n" -> value.isIntegralNumber() && value.longValue() == 1;
            case "logprobs", "background" -> value.isBoolean() && !value.booleanValue();
            case "top_logprobs" -> value.isIntegralNumber() && value.longValue() == 0;
            case "parallel_tool_calls" -> value.isBoolean() && value.booleanValue();
            case "logit_bias", "stop", "stop_sequences", "tools" -> value.isContainer() && value.isEmpty();
            case "modalities" ->
                value.size() == 1 && value.path(0).stringValue("").equals("text");
            case "tool_choice" -> value.stringValue("").equals("auto");
            default -> false;
        };
    }

    /** What a caller can do where a member may not go. */
    static String remedy(String member) {
        return switch (member) {
            case "n" -> "set it to 1, and send the request again for more answers";
            case "stop", "stop_sequences" -> "leave it away, and cut the answer where it should end";
            case "parallel_tool_calls" -> "leave it away, and be ready for several calls in one answer";
            default -> "leave it away, or ask for another model";
        };
    }
}
