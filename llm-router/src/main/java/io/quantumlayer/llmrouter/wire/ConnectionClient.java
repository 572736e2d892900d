package io.quantumlayer.llmrouter.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.quantumlayer.llmrouter.exchange.Client;

/** A client at the other end of a server connection. */
// A write that fails closes its connection, which is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionClient implements Client {

    private final ModelApiHandler handler;
    private final ChannelHandlerContext context;

    ConnectionClient(ModelApiHandler handler, ChannelHandlerContext context) {
        this.handler = handler;
        this.context = context;
    }

    @Override
    public void answer(int status, HttpHeaders headers, ByteBuf body) {
        handler.answer(context, status, headers, body);
    }

    @Override
    public void begin(int status, HttpHeaders headers) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        // Proxies on the way are asked not to save up events.
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        headers.set("X-Accel-Buffering", "no");
        handler.connection(headers);
        context.write(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers),
                context.voidPromise());
    }

    @Override
    public void write(ByteBuf part) {
        if (part.isReadable()) {
            context.write(new DefaultHttpContent(part), context.voidPromise());
        } else {
            part.release();
        }
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public void end(HttpHeaders trailers) {
        LastHttpContent last = trailers.isEmpty() ? LastHttpContent.EMPTY_LAST_CONTENT : new DefaultLastHttpContent();
        if (!trailers.isEmpty()) {
            last.trailingHeaders().set(trailers);
        }
        context.writeAndFlush(last, context.voidPromise());
        handler.done(context);
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }
}
