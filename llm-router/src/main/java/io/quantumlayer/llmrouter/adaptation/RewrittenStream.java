package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.LineReader;
import io.quantumlayer.protocols.StreamFilter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Rewrites an event stream line by line; a line is held back until it is whole. */
final class RewrittenStream implements StreamFilter {

    private final AnswerRewrite rewrite;
    private final LineReader reader = new LineReader();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    RewrittenStream(AnswerRewrite rewrite) {
        this.rewrite = rewrite;
    }

    @Override
    public byte[] feed(byte[] bytes, int offset, int length) {
        reader.feed(bytes, offset, length, this::line);
        return take();
    }

    @Override
    public byte[] end() {
        reader.end(this::line);
        return take();
    }

    private void line(byte[] bytes, int from, int to, boolean whole) {
        out.writeBytes(rewrite.line(Arrays.copyOfRange(bytes, from, to)));
    }

    private byte[] take() {
        byte[] taken = out.toByteArray();
        out.reset();
        return taken;
    }
}
