package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Watches a stream that passes through untouched. Ordinary chunks are looked over, not parsed; parsed are those until the
 * first content and those that tell usage, the end or an error. Of {@link Protocol#BEDROCK_CONVERSE} each call takes one
 * decoded event as a JSON object that has the event's type as its only member.
 */
public interface StreamWatcher {

    /** Takes the next bytes of the stream. */
    void feed(byte[] bytes, int offset, int length);

    /** Whether the stream ran to its own end. */
    boolean isComplete();

    /** Tokens reported so far, {@code null} while none are. */
    @Nullable
    TokenUsage usage();

    /** Whether an error event has come. */
    boolean failed();

    /** Whether something has come that a model wrote: text, reasoning or a tool call. */
    boolean contentSeen();

    /** What the model wrote so far, all in one: text, reasoning and the arguments of tool calls. */
    String written();

    /** A watcher for one stream of a protocol. */
    static StreamWatcher of(Protocol protocol) {
        return switch (protocol) {
            case OPENAI_CHAT -> new OpenAiWatcher();
            case OPENAI_RESPONSES -> new ResponsesWatcher();
            case ANTHROPIC_MESSAGES -> new AnthropicWatcher();
            case BEDROCK_CONVERSE -> new ConverseWatcher();
        };
    }
}
