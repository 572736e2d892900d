package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.Usages;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Watches OpenAI's chat streams. */
final class OpenAiWatcher extends LineWatcher {

    private static final Set<String> WRITTEN =
            Set.of("content", "text", "reasoning_content", "reasoning", "thinking", "refusal", "arguments");
    private static final byte[] DONE = Line.ascii("[DONE]");
    private static final byte[] USAGE = Line.ascii("\"usage\"");
    private static final byte[] ERROR = Line.ascii("\"error\"");

    @Override
    void data(Line data, String event) {
        if (data.isText(DONE)) {
            complete();
            return;
        }
        wrote(data, WRITTEN);
        if (contentSeen() && !data.has(USAGE) && !data.has(ERROR)) {
            return;
        }
        JsonNode chunk = data.json();
        if (chunk.hasNonNull("error")) {
            fail();
        }
        if (chunk.path("usage").isObject()) {
            report(Usages.openAi(chunk.path("usage"), chunk.path("model").stringValue(null)));
        }
        if (!contentSeen()) {
            chunk.path("choices").forEach(choice -> content(isContent(choice.path("delta"))));
        }
    }

    static boolean isContent(JsonNode delta) {
        return !Spoken.text(delta).isEmpty()
                || !Thoughts.of(delta).isEmpty()
                || !Json.text(delta, "refusal").isEmpty()
                || !delta.path("tool_calls").isEmpty()
                || !delta.path("thinking_blocks").isEmpty()
                || delta.path("function_call").isObject();
    }
}
