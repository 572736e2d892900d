package io.quantumlayer.llmrouter.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** Who is answered. All methods are called on the exchange's event loop; buffers become the client's to release. */
public interface Client {

    /** Answers at once and in whole. */
    void answer(int status, HttpHeaders headers, ByteBuf body);

    /** Begins an answer that comes piece by piece. */
    void begin(int status, HttpHeaders headers);

    /** Goes on with it; nothing is on its way before {@link #flush}. */
    void write(ByteBuf part);

    /** Sends what was written. */
    void flush();

    /** Ends it. @param trailers what is known only now */
    void end(HttpHeaders trailers);

    /** Whether it takes more at present; {@link Exchange#resume} tells that it does again. */
    boolean isWritable();
}
