package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonBytes;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the signatures of calls in a chat completion into their ids. */
final class SignedAnswer {

    private static final byte[] SIGNATURE = "\"thought_signature\"".getBytes(StandardCharsets.US_ASCII);

    private SignedAnswer() {}

    static byte[] answer(byte[] body) {
        if (!isSigned(body)) {
            return body;
        }
        try {
            JsonNode answer = JsonTrees.read(body);
            answer.path("choices").forEach(choice -> sign(choice.path("message")));
            return JsonTrees.bytes(answer);
        } catch (JacksonException malformed) {
            // Whoever reads the answer says so.
            return body;
        }
    }

    static byte[] line(byte[] line) {
        return isSigned(line)
                ? EventLine.changed(line, event -> event.path("choices").forEach(choice -> sign(choice.path("delta"))))
                : line;
    }

    private static void sign(JsonNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            String signature = JsonTrees.text(call.path("extra_content").path("google"), "thought_signature");
            if (call instanceof ObjectNode signed && !signature.isEmpty()) {
                signed.put("id", new SignedId(JsonTrees.text(call, "id"), signature).carried());
            }
        }
    }

    private static boolean isSigned(byte[] bytes) {
        return JsonBytes.contains(bytes, 0, bytes.length, SIGNATURE);
    }
}
