package io.quantumlayer.protocols;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reasoning in the two protocols. OpenAI-like servers have a text, {@code reasoning_content}; Anthropic's blocks have a
 * signature besides, without which they cannot be sent back. It travels in {@code thinking_blocks}, as other gateways
 * have it: a list of Anthropic's own blocks that clients return with the message.
 *
 * <p>The other way round the signature of a block tells where it comes from: an empty one stands for
 * {@code reasoning_content}, one with {@link #FOREIGN} in front for {@code thinking_blocks}. Both go back as they came;
 * a signature of Anthropic's own, as after a change of model, means nothing to other providers, and its block is left out.
 */
public final class Thoughts {

    public static final String FOREIGN = "thinking_blocks:";

    private Thoughts() {}

    public static void toAnthropic(Member blocks, ArrayNode content) {
        for (Member block : blocks.objects()) {
            Member type = block.get("type");
            switch (type.text()) {
                case "thinking" -> {
                    String signature = block.get("signature").textOrNull();
                    if (signature != null && !signature.isEmpty()) {
                        content.addObject()
                                .put("type", "thinking")
                                .put("thinking", block.get("thinking").text())
                                .put("signature", signature);
                    }
                }
                case "redacted_thinking" ->
                    content.addObject()
                            .put("type", "redacted_thinking")
                            .put("data", block.get("data").text());
                default -> throw type.wrong("thinking or redacted_thinking");
            }
        }
    }

    /** Adds what an assistant's turn has thought to the OpenAI message. */
    public static void toOpenAi(Member block, ObjectNode message) {
        boolean redacted = block.get("type").text().equals("redacted_thinking");
        Member mark = block.get(redacted ? "data" : "signature");
        String origin = mark.isGiven() ? mark.text() : "";
        String thought = redacted ? "" : block.get("thinking").text();
        if (origin.startsWith(FOREIGN)) {
            ObjectNode own = message.withArrayProperty("thinking_blocks").addObject();
            own.put("type", redacted ? "redacted_thinking" : "thinking");
            if (!redacted) {
                own.put("thinking", thought);
            }
            own.put(redacted ? "data" : "signature", origin.substring(FOREIGN.length()));
        }
        if (!redacted && (origin.isEmpty() || origin.startsWith(FOREIGN)) && !thought.isEmpty()) {
            message.put("reasoning_content", Json.text(message, "reasoning_content") + thought);
        }
    }

    /** Whether a block of Anthropic's shape holds what another model thought, which Claude would refuse. */
    public static boolean isForeign(Member block) {
        String type = Json.text(block.node(), "type");
        return type.equals("thinking") && isForeign(Json.text(block.node(), "signature"))
                || type.equals("redacted_thinking") && isForeign(Json.text(block.node(), "data"));
    }

    /** Whether a signature or what stands for one is another model's. */
    public static boolean isForeign(String signature) {
        return signature.isEmpty() || signature.startsWith(FOREIGN);
    }

    /** The text of the reasoning in an OpenAI message or delta, whichever name the server has for it. */
    public static String of(JsonNode message) {
        String said = Json.text(message, "reasoning_content", Json.text(message, "reasoning"));
        return said.isEmpty() ? ofParts(message.path("content")) : said;
    }

    /** Mistral's reasoning, which is a part of the content that has parts itself. */
    private static String ofParts(JsonNode content) {
        if (!content.isArray()) {
            return "";
        }
        StringBuilder thought = new StringBuilder();
        for (JsonNode part : content) {
            if (Json.text(part, "type").equals("thinking")) {
                thought.append(Json.text(part, "thinking"));
                part.path("thinking").forEach(inner -> thought.append(Json.text(inner, "text")));
            }
        }
        return thought.toString();
    }
}
