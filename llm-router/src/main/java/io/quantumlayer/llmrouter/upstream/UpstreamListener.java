package io.quantumlayer.llmrouter.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;

/** Hears what comes back on an upstream call; every method is called on the call's event loop. */
public interface UpstreamListener {

    /** The request is on its way over a connection that stands. */
    void onSent();

    /** Status and headers are there. */
    void onHead(HttpResponse head);

    /** Bytes of the body; the listener has to release them. */
    void onBody(ByteBuf bytes);

    /** No more bytes for now: what was collected may go out. */
    void onPause();

    /** The answer is over. */
    void onEnd();

    /**
     * The connection could not be made, or broke before the answer was over.
     *
     * @param reused whether it had answered other calls before: then the provider may just have closed it
     */
    void onBroken(Throwable cause, boolean reused);
}
