package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.protocols.Changes;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Takes down what a client is answered, so that a complete answer can be kept. */
final class CachingClient implements Client {

    private final Client client;
    private final AnswerCache cache;
    private final AnswerCache.Use use;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable String contentType;
    private boolean stream;
    private boolean tooLong;

    CachingClient(Client client, AnswerCache cache, AnswerCache.Use use) {
        this.client = client;
        this.cache = cache;
        this.use = use;
    }

    @Override
    public void answer(int status, HttpHeaders headers, ByteBuf body) {
        contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "application/json");
        take(body);
        client.answer(status, headers, body);
    }

    @Override
    public void begin(int status, HttpHeaders headers) {
        stream = true;
        contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
        client.begin(status, headers);
    }

    @Override
    public void write(ByteBuf part) {
        take(part);
        client.write(part);
    }

    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public void end(HttpHeaders trailers) {
        client.end(trailers);
    }

    @Override
    public boolean isWritable() {
        return client.isWritable();
    }

    /** The answer was complete: it is kept, unless it is too long. */
    void keep(Candidate candidate, Changes changes) {
        if (contentType != null && !tooLong) {
            cache.keep(
                    use,
                    new AnswerCache.Kept(
                            stream,
                            contentType,
                            candidate.target().provider().name(),
                            candidate.target().model(),
                            changes,
                            bytes.toByteArray(),
                            System.nanoTime(),
                            use.ttl(),
                            false,
                            null));
        }
    }

    private void take(ByteBuf part) {
        tooLong |= bytes.size() + part.readableBytes() > AnswerCache.LONGEST;
        if (!tooLong) {
            byte[] copy = new byte[part.readableBytes()];
            part.getBytes(part.readerIndex(), copy);
            bytes.writeBytes(copy);
        }
    }
}
