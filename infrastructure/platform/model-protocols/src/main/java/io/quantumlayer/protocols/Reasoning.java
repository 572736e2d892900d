package io.quantumlayer.protocols;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code reasoning_effort} as Anthropic's thinking with an effort, and back. Whoever knows the model puts both
 * into the form that it takes.
 */
public final class Reasoning {

    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private Reasoning() {}

    /** Writes {@code max_tokens}, where there is a limit, and what the effort asks for. */
    public static void toAnthropic(Member effort, Member maxTokens, ObjectNode request) {
        if (maxTokens.isGiven()) {
            if (maxTokens.count() == 0) {
                throw maxTokens.wrong("at least 1");
            }
            request.put("max_tokens", maxTokens.count());
        }
        String level = effort.isGiven() ? effort.text() : "";
        if (!level.isEmpty() && !EFFORTS.contains(level)) {
            throw effort.wrong("one of none, minimal, low, medium, high, xhigh and max");
        }
        if (level.equals("none")) {
            request.putObject("thinking").put("type", "disabled");
        } else if (!level.isEmpty()) {
            // The text of the reasoning is what OpenAI's clients read; later models leave it out unless asked.
            request.putObject("thinking").put("type", "adaptive").put("display", "summarized");
            request.withObjectProperty("output_config").put("effort", level.equals("minimal") ? "low" : level);
        }
    }

    /** Writes {@code reasoning_effort} where the request thinks. */
    public static void toOpenAi(Member thinking, Member effort, ObjectNode request) {
        String type = thinking.isGiven() ? thinking.get("type").text() : "";
        String level = effort.isGiven() ? effort.text() : "";
        if (type.equals("enabled")) {
            long budget = thinking.get("budget_tokens").count();
            level = !level.isEmpty() ? level : budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high";
        }
        if (!level.isEmpty() && !type.equals("disabled")) {
            request.put("reasoning_effort", level);
        }
    }
}
