package io.quantumlayer.protocols;

import java.io.ByteArrayOutputStream;

/** Changes the bytes of one event stream on their way, whatever the cuts between chunks. */
public interface StreamFilter {

    /** The bytes to show for those that came; empty while there is nothing to show. */
    byte[] feed(byte[] bytes, int offset, int length);

    /** The rest, at the end of the stream. */
    byte[] end();

    /** This filter and another one after it. */
    default StreamFilter then(StreamFilter next) {
        StreamFilter first = this;
        return new StreamFilter() {
            @Override
            public byte[] feed(byte[] bytes, int offset, int length) {
                byte[] between = first.feed(bytes, offset, length);
                return next.feed(between, 0, between.length);
            }

            @Override
            public byte[] end() {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                byte[] between = first.end();
                out.writeBytes(next.feed(between, 0, between.length));
                out.writeBytes(next.end());
                return out.toByteArray();
            }
        };
    }
}
