package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.llmrouter.model.ThinkingForm;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Effort and thinking in the form that a model takes. */
final class ThinkingRules {

    static final long SMALLEST_BUDGET = 1024;

    private ThinkingRules() {}

    static void apply(ModelCall call) {
        switch (call.protocol()) {
            case OPENAI_CHAT -> chatEffort(call);
            case OPENAI_RESPONSES -> responsesEffort(call);
            case ANTHROPIC_MESSAGES -> {
                thinking(call);
                messagesEffort(call);
            }
            case BEDROCK_CONVERSE -> {}
        }
    }

    /** Whether the model thinks for this request. */
    static boolean thinks(ModelCall call) {
        boolean unlessTold = Boolean.TRUE.equals(call.traits().thinksUnlessTold());
        if (call.isAnthropic()) {
            String type = JsonTrees.text(call.body().value("thinking"), "type");
            return type.isEmpty() ? unlessTold : !type.equals("disabled");
        }
        String effort = call.protocol() == Protocol.OPENAI_RESPONSES
                ? JsonTrees.text(call.body().value("reasoning"), "effort")
                : call.body().value("reasoning_effort").stringValue("");
        return effort.isEmpty() ? unlessTold : !effort.equals("none");
    }

    /** Whether a request of Anthropic's protocol asks the model to think. */
    static boolean isAsked(ModelCall call) {
        String type = JsonTrees.text(call.body().value("thinking"), "type");
        return !type.isEmpty() && !type.equals("disabled");
    }

    private static void chatEffort(ModelCall call) {
        JsonEdits body = call.body();
        if (!body.has("reasoning_effort")) {
            return;
        }
        String effort = body.value("reasoning_effort").stringValue("");
        String other = nearest(call.traits(), effort);
        if (other == null) {
            call.drop("reasoning_effort");
            return;
        }
        if (Boolean.FALSE.equals(call.traits().effortWithTools())
                && body.has("tools")
                && !body.value("tools").isEmpty()) {
            other = "none";
        }
        if (!other.equals(effort)) {
            body.set("reasoning_effort", StringNode.valueOf(other));
            call.adapted("reasoning_effort");
        }
    }

    private static void responsesEffort(ModelCall call) {
        JsonNode reasoning = call.body().value("reasoning");
        if (call.traits().efforts() != null && call.traits().efforts().isEmpty() && reasoning.isObject()) {
            call.drop("reasoning");
            return;
        }
        String effort = JsonTrees.text(reasoning, "effort");
        String other = nearest(call.traits(), effort);
        if (!effort.isEmpty() && other != null && !other.equals(effort)) {
            call.body().set("reasoning", ((ObjectNode) reasoning).put("effort", other));
            call.adapted("reasoning.effort");
        }
    }

    private static void messagesEffort(ModelCall call) {
        if (!call.body().has("output_config")) {
            return;
        }
        JsonNode config = call.body().value("output_config");
        String effort = JsonTrees.text(config, "effort");
        String other = nearest(call.traits(), effort);
        if (effort.isEmpty()) {
            return;
        }
        if (other == null) {
            dropSaidEffort(call, (ObjectNode) config);
        } else if (!other.equals(effort)) {
            call.body().set("output_config", ((ObjectNode) config).put("effort", other));
            call.adapted("output_config.effort");
        }
    }

    /** What is said as a budget is not lost. */
    private static void dropSaidEffort(ModelCall call, ObjectNode config) {
        boolean budget = JsonTrees.text(call.body().value("thinking"), "type").equals("enabled");
        if (budget && call.isTranslated()) {
            withoutEffort(call, config);
        } else {
            dropEffort(call, config);
        }
    }

    static void dropEffort(ModelCall call, ObjectNode config) {
        withoutEffort(call, config);
        call.dropped("output_config.effort");
    }

    private static void withoutEffort(ModelCall call, ObjectNode config) {
        config.remove("effort");
        if (config.isEmpty()) {
            call.body().remove("output_config");
        } else {
            call.body().set("output_config", config);
        }
    }

    /** The level that is nearest to one; {@code null} where the model takes none. */
    private static @Nullable String nearest(ModelTraits traits, String effort) {
        List<String> taken = traits.efforts();
        int wanted = ModelTraits.EFFORTS.indexOf(effort);
        if (taken == null || taken.contains(effort) || wanted < 0) {
            return effort;
        }
        String best = null;
        int distance = Integer.MAX_VALUE;
        for (String level : ModelTraits.EFFORTS) {
            int away = Math.abs(ModelTraits.EFFORTS.indexOf(level) - wanted);
            if (taken.contains(level) && away < distance) {
                best = level;
                distance = away;
            }
        }
        return best;
    }

    private static void thinking(ModelCall call) {
        if (!call.body().has("thinking")) {
            return;
        }
        ThinkingForm form = call.traits().thinking();
        JsonNode thinking = call.body().value("thinking");
        String type = JsonTrees.text(thinking, "type");
        if (form == ThinkingForm.NONE) {
            call.drop("thinking");
        } else if (type.equals("disabled")) {
            if (Boolean.FALSE.equals(call.traits().thinkingOff())) {
                call.drop("thinking");
            }
        } else if (form == ThinkingForm.ADAPTIVE && type.equals("enabled")) {
            adaptive(call, thinking);
        } else if (form == ThinkingForm.BUDGET && type.equals("adaptive")) {
            budget(call);
        } else if (form == ThinkingForm.BUDGET && call.hasLostThoughts() && lostThinking(call)) {
            call.drop("thinking");
        }
    }

    private static void adaptive(ModelCall call, JsonNode thinking) {
        ObjectNode other = JsonTrees.object().put("type", "adaptive");
        if (thinking.has("display")) {
            other.set("display", thinking.get("display"));
        }
        call.body().set("thinking", other);
        call.reformed("thinking");
        JsonNode config = call.body().value("output_config");
        if (JsonTrees.text(config, "effort").isEmpty()) {
            long budget = thinking.path("budget_tokens").longValue(0);
            ObjectNode changed = config instanceof ObjectNode object ? object : JsonTrees.object();
            call.body().set("output_config", changed.put("effort", effortOf(budget)));
        }
    }

    private static boolean lostThinking(ModelCall call) {
        JsonNode turns = call.body().value("messages");
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (JsonTrees.text(turns.get(i), "role").equals("assistant")) {
                JsonNode content = turns.get(i).path("content");
                JsonNode first = content.path(0);
                String type = JsonTrees.text(first, "type");
                boolean thought = type.equals("thinking") || type.equals("redacted_thinking");
                return JsonTrees.text(content.path(content.size() - 1), "type").equals("tool_use")
                        && (!thought || Thoughts.isForeign(new Member("", first)));
            }
        }
        return false;
    }

    private static String effortOf(long budget) {
        return budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high";
    }

    /** A budget cannot go on where the turn that called tools came back without its signed thinking, as most clients send it. */
    private static void budget(ModelCall call) {
        if (lostThinking(call)) {
            call.drop("thinking");
            return;
        }
        String effort = JsonTrees.text(call.body().value("output_config"), "effort");
        long budget = switch (effort) {
            case "minimal", "low" -> SMALLEST_BUDGET;
            case "medium" -> 4096;
            case "xhigh", "max" -> 32_768;
            default -> 16_384;
        };
        call.body().set("thinking", JsonTrees.object().put("type", "enabled").put("budget_tokens", budget));
        call.reformed("thinking");
    }
}
