package io.quantumlayer.llmrouter.provider.kind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** The binary event stream of Amazon Bedrock as JSON objects that have the event's type as their only member. */
final class EventStreamFrames implements StreamFraming.Decoder {

    private final List<byte[]> events = new ArrayList<>();
    private final MessageDecoder decoder = new MessageDecoder(this::decoded);

    @Override
    public List<byte[]> feed(byte[] bytes, int length) {
        events.clear();
        decoder.feed(bytes, 0, length);
        return List.copyOf(events);
    }

    private void decoded(Message message) {
        HeaderValue type = message.getHeaders().get(":event-type");
        if (type == null) {
            type = message.getHeaders().get(":exception-type");
        }
        if (type == null) {
            type = message.getHeaders().get(":error-code");
        }
        if (type != null) {
            String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
            events.add("{\"%s\":%s}"
                    .formatted(type.getString(), payload.isBlank() ? "{}" : payload)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
