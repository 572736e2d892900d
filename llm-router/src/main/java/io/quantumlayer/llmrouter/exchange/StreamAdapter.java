package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import io.quantumlayer.llmrouter.provider.kind.StreamFraming;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.watch.StreamWatcher;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream on their way to the client: whole events only, so that a stream that breaks can still end
 * with an event that says so.
 */
final class StreamAdapter {

    private static final int SCRATCH = 65536;
    private static final byte[] FRAME = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final FastThreadLocal<byte[]> BYTES = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH];
        }
    };

    private final StreamWatcher watcher;
    private final @Nullable StreamTranslator translator;
    private final @Nullable StreamFilter filter;
    private final StreamFraming.@Nullable Decoder frames;
    private final @Nullable EventJson events;
    private byte[] partial = new byte[0];
    private @Nullable ByteArrayOutputStream beginning = new ByteArrayOutputStream(256);
    private boolean unreadable;

    /** @param filter for a client of the same protocol; a translated stream has none */
    StreamAdapter(
            Protocol protocol,
            StreamFraming framing,
            @Nullable StreamTranslator translator,
            @Nullable StreamFilter filter) {
        this.watcher = StreamWatcher.of(protocol);
        this.translator = translator;
        this.frames = framing.decoder();
        this.filter = filter;
        this.events = translator == null ? new EventJson() : null;
    }

    /** Takes over what came; gives what can go out, which may be nothing. */
    ByteBuf feed(ByteBuf part) {
        int length = part.readableBytes();
        byte[] bytes = length <= SCRATCH ? BYTES.get() : new byte[length];
        part.getBytes(part.readerIndex(), bytes, 0, length);
        if (frames != null && translator != null) {
            part.release();
            return frames(frames.feed(bytes, length), translator);
        }
        int broken = events == null ? -1 : events.feed(bytes, length);
        if (broken >= 0) {
            unreadable = true;
            length = broken;
            part.writerIndex(part.readerIndex() + broken);
        }
        watch(bytes, length);
        if (translator != null) {
            part.release();
            return Unpooled.wrappedBuffer(translator.feed(bytes, 0, length));
        }
        if (filter != null) {
            part.release();
            return Unpooled.wrappedBuffer(filter.feed(bytes, 0, length));
        }
        return wholeEvents(part, bytes, length);
    }

    private void watch(byte[] bytes, int length) {
        if (beginning != null) {
            beginning.write(bytes, 0, length);
        }
        watcher.feed(bytes, 0, length);
        if (watcher.contentSeen() || beginning != null && beginning.size() > SCRATCH) {
            beginning = null;
        }
    }

    private ByteBuf frames(List<byte[]> events, StreamTranslator translating) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] event : events) {
            if (beginning != null) {
                beginning.writeBytes(FRAME);
            }
            watch(event, event.length);
            if (beginning != null) {
                beginning.write('\n');
            }
            out.writeBytes(translating.feed(event, 0, event.length));
        }
        return Unpooled.wrappedBuffer(out.toByteArray());
    }

    private ByteBuf wholeEvents(ByteBuf part, byte[] bytes, int length) {
        int end = lastBoundary(bytes, length);
        if (end == length && partial.length == 0) {
            return part;
        }
        byte[] before = partial;
        if (end == 0) {
            partial = Arrays.copyOf(before, before.length + length);
            System.arraycopy(bytes, 0, partial, before.length, length);
            part.release();
            return Unpooled.EMPTY_BUFFER;
        }
        partial = Arrays.copyOfRange(bytes, end, length);
        ByteBuf whole = part.slice(part.readerIndex(), end);
        return before.length == 0 ? whole : Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(before), whole);
    }

    /** Index after the last empty line. */
    private static int lastBoundary(byte[] bytes, int length) {
        for (int i = length - 1; i > 0; i--) {
            if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || i > 1 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n')) {
                return i + 1;
            }
        }
        return 0;
    }

    /** What is left when the provider has ended its stream properly. */
    ByteBuf end() {
        if (translator != null) {
            return Unpooled.wrappedBuffer(translator.end());
        }
        return filter != null ? Unpooled.wrappedBuffer(filter.end()) : Unpooled.wrappedBuffer(partial);
    }

    /** What the model wrote so far. */
    String written() {
        return watcher.written();
    }

    boolean contentSeen() {
        return watcher.contentSeen();
    }

    /** What the provider said as long as nothing in it was content; empty from then on. */
    byte[] beginning() {
        return beginning == null ? new byte[0] : beginning.toByteArray();
    }

    /** Whether an event has come that is no event of the protocol; it did not go out. */
    boolean isUnreadable() {
        return unreadable;
    }

    /** Whether the provider itself said that it failed. */
    boolean failed() {
        return watcher.failed() || translator != null && translator.failed();
    }

    boolean isComplete() {
        return translator == null ? watcher.isComplete() : translator.isComplete();
    }

    @Nullable
    TokenUsage usage() {
        return watcher.usage();
    }
}
