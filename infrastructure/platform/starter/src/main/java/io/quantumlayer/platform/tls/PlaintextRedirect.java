package io.quantumlayer.platform.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.List;

/**
 * Stands first in a connection to a port that speaks TLS, and answers who comes in plaintext with a redirect to the same
 * port over TLS. Reactor Netty has such a redirect, which needs a codec of HTTP/1.1 in the connection: where HTTP/2 is
 * spoken, too, that is there only after the handshake.
 */
// A write that fails closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class PlaintextRedirect extends ByteToMessageDecoder {

    /** As many bytes tell a TLS record: its type, version and length. */
    private static final int RECORD_HEADER = 5;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < RECORD_HEADER) {
            return;
        }
        if (!SslHandler.isEncrypted(in, false)) {
            context.pipeline()
                    .addAfter(context.name(), null, new Redirect())
                    .addAfter(context.name(), null, new HttpServerCodec());
        }
        // What was read goes on to the next handler.
        context.pipeline().remove(this);
    }

    private static final class Redirect extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpRequest request) {
                context.writeAndFlush(answer(request)).addListener(ChannelFutureListener.CLOSE);
            }
        }

        private static FullHttpResponse answer(HttpRequest request) {
            String host = request.headers().get(HttpHeaderNames.HOST);
            boolean clear = !request.decoderResult().isFailure()
                    && host != null
                    && request.uri().startsWith("/");
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    clear ? HttpResponseStatus.PERMANENT_REDIRECT : HttpResponseStatus.BAD_REQUEST);
            if (clear) {
                answer.headers().set(HttpHeaderNames.LOCATION, "https://" + host + request.uri());
            }
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            return answer;
        }
    }
}
