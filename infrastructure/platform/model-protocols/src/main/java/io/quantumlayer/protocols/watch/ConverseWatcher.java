package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.Usages;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Watches the decoded events of Bedrock's streams. */
final class ConverseWatcher extends LineWatcher {

    private static final Set<String> WRITTEN = Set.of("text", "input");
    private static final byte[] DELTA = Line.ascii("{\"contentBlockDelta\"");

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        data(new Line(bytes, offset, offset + length), "");
    }

    @Override
    void data(Line data, String event) {
        if (data.startsWith(DELTA)) {
            wrote(data, WRITTEN);
        }
        if (contentSeen() && data.startsWith(DELTA)) {
            return;
        }
        JsonNode parsed = data.json();
        if (parsed.has("messageStop")) {
            complete();
        } else if (parsed.path("metadata").path("usage").isObject()) {
            report(Usages.converse(parsed.path("metadata").path("usage"), null));
        } else if (parsed.has("contentBlockDelta")) {
            content(true);
        } else if (parsed.path("contentBlockStart").path("start").has("toolUse")) {
            content(true);
        } else if (ProtocolErrors.ofConverseEvent(parsed) != null) {
            fail();
        }
    }
}
