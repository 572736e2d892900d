package io.quantumlayer.protocols;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What all translations of streams share: events are read, and the first failure ends the client's stream. */
public abstract class EventTranslator implements StreamTranslator {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    protected final EventWriter out = new EventWriter();

    private final Protocol client;
    private final EventReader reader = new EventReader();
    private @Nullable TokenUsage usage;
    private boolean complete;
    private boolean failed;

    protected EventTranslator(Protocol client) {
        this.client = client;
    }

    /** Takes the provider's next event. */
    protected abstract void event(JsonNode event);

    /** Takes the mark {@code [DONE]} that ends OpenAI's streams. */
    protected void done() {}

    @Override
    public byte[] feed(byte[] bytes, int offset, int length) {
        try {
            reader.feed(bytes, offset, length, this::data);
        } catch (IllegalStateException tooLong) {
            fail("The provider sent " + tooLong.getMessage() + ".");
        }
        return out.take();
    }

    @Override
    public byte[] end() {
        reader.end(this::lastData);
        return out.take();
    }

    protected final void data(byte[] data) {
        if (failed || complete) {
            return;
        }
        if (Arrays.equals(data, DONE)) {
            done();
            return;
        }
        if (data.length == 0) {
            return;
        }
        try {
            event(Json.read(data));
        } catch (JacksonException malformed) {
            fail("The provider sent an event that is not JSON.");
        }
    }

    /** At the end of the stream half an event is the sign of a cut, which {@link #isComplete()} tells already. */
    private void lastData(byte[] data) {
        try {
            if (!Arrays.equals(data, DONE)) {
                Json.read(data);
            }
        } catch (JacksonException cut) {
            return;
        }
        data(data);
    }

    protected final void complete() {
        complete = true;
    }

    protected final void fail(String message) {
        fail(new ProviderError(502, "api_error", null, "upstream_invalid", message, ProviderError.Kind.SERVER));
    }

    protected final void fail(ProviderError error) {
        if (failed || complete) {
            return;
        }
        failed = true;
        error(error.in(client));
    }

    /** Writes the client's error event. */
    protected void error(ProviderError error) {
        out.raw(ProtocolErrors.event(client, error.type(), error.param(), error.code(), error.message(), null));
    }

    protected final void report(TokenUsage reported) {
        usage = reported;
    }

    @Override
    public final boolean isComplete() {
        return complete;
    }

    @Override
    public final boolean failed() {
        return failed;
    }

    @Override
    public final @Nullable TokenUsage usage() {
        return usage;
    }
}
