package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ModelTraits;
import io.quantumlayer.protocols.json.JsonEdits;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** The limit of an answer, sampling, and members that a model does not know. */
final class MemberRules {

    /** Most tokens of an answer for who sets no limit where the vendor wants one. */
    static final int MOST_UNSET = 32_000;

    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");

    private MemberRules() {}

    /** Renames what has another name at the vendor. */
    static void names(ModelCall call) {
        ModelTraits traits = call.traits();
        if (traits.names() != null && call.isChat()) {
            traits.names().forEach((name, other) -> {
                if (call.body().has(name) && !call.body().mentions(other)) {
                    call.body().rename(name, other);
                    call.adapted(name);
                }
            });
        }
    }

    static void limit(ModelCall call) {
        JsonEdits body = call.body();
        switch (call.protocol()) {
            case OPENAI_CHAT -> chatLimit(call);
            case OPENAI_RESPONSES -> clamp(call, "max_output_tokens");
            case ANTHROPIC_MESSAGES -> {
                if (body.has("max_tokens")) {
                    clamp(call, "max_tokens");
                } else if (call.traits().output() != null
                        || !Boolean.FALSE.equals(call.traits().limitNeeded())) {
                    body.set("max_tokens", LongNode.valueOf(unset(call)));
                }
                thinkWithin(call);
            }
            case BEDROCK_CONVERSE -> {}
        }
    }

    private static void chatLimit(ModelCall call) {
        String name = call.traits().limit();
        for (String limit : LIMITS) {
            if (name != null && !limit.equals(name) && call.body().mentions(limit)) {
                if (call.body().mentions(name)) {
                    call.body().remove(limit);
                } else {
                    call.body().rename(limit, name);
                }
                call.reformed(limit);
            }
        }
        for (String limit : LIMITS) {
            clamp(call, limit);
        }
    }

    /** A limit above what the model can write is refused by vendors, and means as much as the model's own. */
    private static void clamp(ModelCall call, String limit) {
        Integer most = call.traits().output();
        if (most != null && call.body().has(limit)) {
            JsonNode value = call.body().value(limit);
            if (value.isIntegralNumber() && value.longValue() > most) {
                call.body().set(limit, IntNode.valueOf(most));
                call.adapted(limit);
            }
        }
    }

    static long unset(ModelTraits traits) {
        return traits.output() == null ? MOST_UNSET : Math.min(traits.output(), MOST_UNSET);
    }

    private static long unset(ModelCall call) {
        Integer most = call.traits().output();
        // Thinking counts as written.
        long wanted = MOST_UNSET + budget(call);
        return most == null ? wanted : Math.min(most, wanted);
    }

    private static long budget(ModelCall call) {
        return call.body().has("thinking")
                ? call.body().value("thinking").path("budget_tokens").longValue(0)
                : 0;
    }

    /** A budget must stay below the limit, which counts the reasoning, too. */
    private static void thinkWithin(ModelCall call) {
        long budget = budget(call);
        long limit = call.body().value("max_tokens").longValue(Long.MAX_VALUE);
        if (budget > 0 && budget >= limit) {
            ObjectNode thinking = (ObjectNode) call.body().value("thinking");
            if (limit > ThinkingRules.SMALLEST_BUDGET) {
                call.body().set("thinking", thinking.put("budget_tokens", limit - 1));
            } else {
                call.body().remove("thinking");
            }
            call.adapted("thinking");
        }
    }

    static void sampling(ModelCall call) {
        ModelTraits traits = call.traits();
        Set<String> taken = traits.sampling();
        if (ThinkingRules.thinks(call) && traits.samplingWithThinking() != null) {
            taken = traits.samplingWithThinking();
        }
        for (String member : call.body().members()) {
            String plain = member.equals("stop_sequences") ? "stop" : member;
            if (taken != null && ModelTraits.SAMPLING.contains(member) && !taken.contains(plain)) {
                call.drop(member);
            }
        }
        for (List<String> group : traits.oneOf() == null ? List.<List<String>>of() : traits.oneOf()) {
            boolean given = false;
            for (String member : group) {
                if (given && call.body().has(member)) {
                    call.drop(member);
                }
                given |= call.body().has(member);
            }
        }
    }

    /** Leaves out what a vendor refuses that takes no members but those it knows. */
    static void unknown(ModelCall call, boolean embeddings) {
        Set<String> known = embeddings
                ? call.traits().embeddingMembers()
                : call.isChat() ? call.traits().members() : null;
        if (known != null) {
            for (String member : call.body().members()) {
                if (!known.contains(member) && (!embeddings || Hints.isHint(member))) {
                    call.drop(member);
                }
            }
        }
        if (Boolean.FALSE.equals(call.traits().streamUsage())
                && call.isChat()
                && call.body().mentions("stream_options")) {
            call.drop("stream_options");
        }
        // A model that never calls in parallel means the same by either value.
        if (Boolean.FALSE.equals(call.traits().parallelCalls()) && call.body().mentions("parallel_tool_calls")) {
            call.body().remove("parallel_tool_calls");
            call.dropped("parallel_tool_calls");
        }
    }

    /** Leaves out what the vendor has refused before. */
    static void learned(ModelCall call, Set<String> learned) {
        for (String member : learned) {
            if (member.equals(FormatRules.LEARNED) || member.equals(FormatRules.NONE)) {
                continue;
            }
            String alone = Pair.isPair(member) ? Pair.of(member).leaves(call.body()::has) : member;
            if (alone == null) {
                continue;
            }
            if (alone.equals("output_config.effort")) {
                JsonNode config = call.body().value("output_config");
                if (config.has("effort")) {
                    ThinkingRules.dropEffort(call, (ObjectNode) config);
                }
            } else if (LIMITS.contains(alone) && call.isChat() && call.body().has(alone)) {
                String other = LIMITS.get(1 - LIMITS.indexOf(alone));
                if (call.body().mentions(other)) {
                    call.body().remove(alone);
                } else {
                    call.body().rename(alone, other);
                }
                call.adapted(alone);
            } else if (call.body().mentions(alone)) {
                call.drop(alone);
            }
        }
    }

    static boolean isOtherLimit(String member, Set<String> learned) {
        return isLimit(member) && LIMITS.stream().anyMatch(limit -> !limit.equals(member) && learned.contains(limit));
    }

    static boolean isLimit(String member) {
        return LIMITS.contains(member);
    }
}
