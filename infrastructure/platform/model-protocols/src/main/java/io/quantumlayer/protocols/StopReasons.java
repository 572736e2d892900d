package io.quantumlayer.protocols;

/** Why a model stopped, in the words of each protocol. */
public final class StopReasons {

    private StopReasons() {}

    public static String openAiOfAnthropic(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /** @param calls whether the answer calls tools, which some OpenAI-like servers end with {@code stop} */
    public static String anthropicOfOpenAi(String reason, boolean calls, boolean refused) {
        return switch (reason) {
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            case "tool_calls", "function_call" -> "tool_use";
            default -> refused ? "refusal" : calls ? "tool_use" : "end_turn";
        };
    }

    public static String anthropicOfConverse(String reason) {
        return switch (reason) {
            case "content_filtered", "guardrail_intervened" -> "refusal";
            case "malformed_model_output", "malformed_tool_use" -> "end_turn";
            default -> reason.isEmpty() ? "end_turn" : reason;
        };
    }
}
