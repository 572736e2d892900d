package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.json.JsonBytes;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoes in an answer what was done to its request: tools have their names again, and what a forced tool was called with
 * is the answer's text. Ids of calls carry their signatures, for the next request.
 */
public final class AnswerRewrite {

    private static final AnswerRewrite NONE = new AnswerRewrite(Protocol.OPENAI_CHAT, Map.of(), "", false);

    private final Protocol protocol;
    private final Map<String, String> toolNames;
    private final String forcedTool;
    private final boolean signed;

    private AnswerRewrite(Protocol protocol, Map<String, String> toolNames, String forcedTool, boolean signed) {
        this.protocol = protocol;
        this.toolNames = toolNames;
        this.forcedTool = forcedTool;
        this.signed = signed;
    }

    /** Nothing to undo. */
    public static AnswerRewrite none() {
        return NONE;
    }

    /**
     * What there is to undo.
     *
     * @param toolNames the client's names by the provider's
     * @param signed whether the model may sign its calls
     */
    static AnswerRewrite of(Protocol protocol, Map<String, String> toolNames, String forcedTool, boolean signed) {
        return toolNames.isEmpty() && forcedTool.isEmpty() && !signed
                ? NONE
                : new AnswerRewrite(protocol, toolNames, forcedTool, signed);
    }

    /** Whether answers stay as they are. */
    public boolean isNone() {
        return this == NONE;
    }

    /** The client's answer. */
    public byte[] whole(byte[] body) {
        if (isNone()) {
            return body;
        }
        byte[] named = signed ? SignedAnswer.answer(named(body)) : named(body);
        return forcedTool.isEmpty() ? named : ForcedTool.answer(protocol, named, forcedTool);
    }

    /** What one stream goes through; {@code null} where it stays as it is. */
    public @Nullable StreamFilter stream() {
        return isNone() ? null : new RewrittenStream(this);
    }

    /** A line of a stream. */
    byte[] line(byte[] line) {
        byte[] named = signed ? SignedAnswer.line(named(line)) : named(line);
        return forcedTool.isEmpty() ? named : ForcedTool.line(protocol, named);
    }

    /** A quoted name is always a whole text, since quotes within texts are escaped. */
    private byte[] named(byte[] bytes) {
        byte[] out = bytes;
        for (Map.Entry<String, String> each : toolNames.entrySet()) {
            out = replace(out, quoted(each.getKey()), quoted(each.getValue()));
        }
        return out;
    }

    private static byte[] quoted(String name) {
        return JsonBytes.quoted(name);
    }

    private static byte[] replace(byte[] bytes, byte[] from, byte[] to) {
        byte[] out = bytes;
        for (int i = 0; i <= out.length - from.length; i++) {
            if (out[i] == '"' && Arrays.equals(out, i, i + from.length, from, 0, from.length)) {
                byte[] longer = new byte[out.length - from.length + to.length];
                System.arraycopy(out, 0, longer, 0, i);
                System.arraycopy(to, 0, longer, i, to.length);
                System.arraycopy(out, i + from.length, longer, i + to.length, out.length - i - from.length);
                out = longer;
                i += to.length - 1;
            }
        }
        return out;
    }
}
