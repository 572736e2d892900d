package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Who may speak after whom: some models want to have said something between a tool's result and the user's next words. */
final class OrderRules {

    private static final byte[] RESULT = "\"tool_call_id\"".getBytes(StandardCharsets.US_ASCII);
    private static final String BETWEEN = "I have read that.";

    private OrderRules() {}

    static void apply(ModelCall call) {
        if (!call.isChat()
                || !Boolean.FALSE.equals(call.traits().userAfterTool())
                || !call.body().contains(RESULT)
                || !(call.body().value("messages") instanceof ArrayNode messages)) {
            return;
        }
        ArrayNode ordered = JsonTrees.array();
        String last = "";
        for (JsonNode message : messages) {
            String role = JsonTrees.text(message, "role");
            if (last.equals("tool") && role.equals("user")) {
                ordered.addObject().put("role", "assistant").put("content", BETWEEN);
            }
            ordered.add(message);
            last = role;
        }
        if (ordered.size() > messages.size()) {
            call.body().set("messages", ordered);
            call.adapted("messages");
        }
    }
}
