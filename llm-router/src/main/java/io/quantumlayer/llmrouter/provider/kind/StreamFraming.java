package io.quantumlayer.llmrouter.provider.kind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a provider cuts its streams into events. */
public enum StreamFraming {
    /** Lines of text, as the HTML standard has them. */
    SERVER_SENT_EVENTS("text/event-stream"),
    /** Binary frames, as the AWS SDKs read them. */
    AWS_EVENT_STREAM("application/vnd.amazon.eventstream");

    private final String contentType;

    StreamFraming(String contentType) {
        this.contentType = contentType;
    }

    /** Takes a stream of frames apart. */
    public interface Decoder {

        /** The events that are whole by now, each a JSON object with the event's type as its only member. */
        List<byte[]> feed(byte[] bytes, int length);
    }

    /** Whether an answer of this type is such a stream. */
    public boolean isOf(String type) {
        return type.startsWith(contentType);
    }

    /** The decoder of one stream; {@code null} for text, which is read as it comes. */
    public @Nullable Decoder decoder() {
        return switch (this) {
            case SERVER_SENT_EVENTS -> null;
            case AWS_EVENT_STREAM -> new EventStreamFrames();
        };
    }
}
