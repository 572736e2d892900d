package io.quantumlayer.llmrouter.translation;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code reasoning_effort} as Anthropic's thinking and back. Claude models up to 4.5 take a budget of tokens
 * alone; later ones take an effort with adaptive thinking, and from 4.7 on refuse a budget.
 */
final class Reasoning {

    private static final Pattern BUDGET_MODELS =
            Pattern.compile("claude-(?:[23]\\b|instant|[a-z]+-4(?:[-.][0-5])?(?:[-@:]?(?:20\\d{6}|latest|v\\d)|$))");

    private static final Pattern WITHOUT_REASONING = Pattern.compile("(?:^|[/.-])(?:gpt-(?:3|4)|chatgpt)");

    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private static final long SMALLEST_BUDGET = 1024;
    static final long DEFAULT_MAX_TOKENS = 4096;

    private Reasoning() {}

    /** Writes {@code max_tokens} and what the effort asks for. */
    static void toAnthropic(Member effort, Member maxTokens, String model, ObjectNode request) {
        long limit = maxTokens.isGiven() ? maxTokens.count() : DEFAULT_MAX_TOKENS;
        if (limit == 0) {
            throw maxTokens.wrong("at least 1");
        }
        String level = effort.isGiven() ? effort.text() : "";
        if (!level.isEmpty() && !EFFORTS.contains(level)) {
            throw effort.wrong("one of none, minimal, low, medium, high, xhigh and max");
        }
        if (!BUDGET_MODELS.matcher(model).find()) {
            request.put("max_tokens", limit);
            if (level.equals("none")) {
                request.putObject("thinking").put("type", "disabled");
            } else if (!level.isEmpty()) {
                // The text of the reasoning is what OpenAI's clients read; later models leave it out unless asked.
                request.putObject("thinking").put("type", "adaptive").put("display", "summarized");
                request.withObjectProperty("output_config").put("effort", level.equals("minimal") ? "low" : level);
            }
            return;
        }
        long budget = budget(level);
        if (!maxTokens.isGiven() && budget > 0) {
            limit += budget;
        }
        request.put("max_tokens", limit);
        // A budget must stay below max_tokens, which also counts the reasoning in OpenAI's max_completion_tokens.
        if (budget > 0 && limit > SMALLEST_BUDGET) {
            request.putObject("thinking").put("type", "enabled").put("budget_tokens", Math.min(budget, limit - 1));
        }
    }

    /**
     * Takes thinking back where Anthropic refuses it, since it is a hint and the rest is not: beside a forced tool, and
     * with a budget where the turn that called tools came back without its signed thinking, as most clients send it.
     */
    static void withdraw(ObjectNode request) {
        String choice = Json.text(request.path("tool_choice"), "type");
        boolean forced = choice.equals("any") || choice.equals("tool");
        boolean budget = Json.text(request.path("thinking"), "type").equals("enabled");
        if (forced || budget && lostThinking(request.path("messages"))) {
            request.remove("thinking");
        }
    }

    private static boolean lostThinking(JsonNode turns) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (Json.text(turns.get(i), "role").equals("assistant")) {
                JsonNode content = turns.get(i).path("content");
                String first = Json.text(content.path(0), "type");
                return Json.text(content.path(content.size() - 1), "type").equals("tool_use")
                        && !first.equals("thinking")
                        && !first.equals("redacted_thinking");
            }
        }
        return false;
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "", "none" -> 0;
            case "minimal", "low" -> SMALLEST_BUDGET;
            case "medium" -> 4096;
            case "high" -> 16_384;
            default -> 32_768;
        };
    }

    /** Writes {@code reasoning_effort} where the request thinks and the model is not known to refuse it. */
    static void toOpenAi(Member thinking, Member effort, String model, ObjectNode request) {
        String type = thinking.isGiven() ? thinking.get("type").text() : "";
        String level = effort.isGiven() ? effort.text() : "";
        if (type.equals("enabled")) {
            long budget = thinking.get("budget_tokens").count();
            level = !level.isEmpty() ? level : budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high";
        }
        if (!level.isEmpty()
                && !type.equals("disabled")
                && !WITHOUT_REASONING.matcher(model).find()) {
            request.put("reasoning_effort", level);
        }
    }
}
