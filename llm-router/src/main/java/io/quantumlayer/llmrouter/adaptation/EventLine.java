package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A line of an event stream. */
final class EventLine {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private EventLine() {}

    /** The line with its event changed; lines without an event in JSON stay as they are. */
    static byte[] changed(byte[] line, Consumer<JsonNode> change) {
        if (line.length < DATA.length || !Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)) {
            return line;
        }
        JsonNode event;
        try {
            event = JsonTrees.read(line, DATA.length, line.length - DATA.length);
        } catch (JacksonException noEvent) {
            return line;
        }
        change.accept(event);
        return ("data: " + JsonTrees.text(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
