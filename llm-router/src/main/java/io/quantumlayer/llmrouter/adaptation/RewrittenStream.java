package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.LineFilter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Rewrites an event stream line by line. */
final class RewrittenStream extends LineFilter {

    private final AnswerRewrite rewrite;

    RewrittenStream(AnswerRewrite rewrite) {
        this.rewrite = rewrite;
    }

    @Override
    protected void line(byte[] bytes, int from, int to, boolean whole, ByteArrayOutputStream out) {
        out.writeBytes(rewrite.line(Arrays.copyOfRange(bytes, from, to)));
    }
}
