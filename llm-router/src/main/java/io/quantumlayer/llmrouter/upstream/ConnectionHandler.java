package io.quantumlayer.llmrouter.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection to a provider: hands what arrives to the call that uses the connection. */
// A write that fails closes its connection, which is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

    private final long openedNanos = System.nanoTime();
    private @Nullable UpstreamCall call;
    private boolean used;
    private boolean keepAlive;
    private boolean headSeen;
    private long idleSinceNanos = openedNanos;

    /** Gives the connection to a call; says whether it had others before. */
    boolean begin(UpstreamCall next) {
        boolean before = used;
        call = next;
        used = true;
        headSeen = false;
        return before;
    }

    boolean isOlderThan(long lifeNanos, long idleNanos) {
        long now = System.nanoTime();
        return now - openedNanos > lifeNanos || now - idleSinceNanos > idleNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        UpstreamCall current = call;
        if (current == null) {
            // Nobody asked: an answer that was given up, or a provider that speaks out of turn.
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            fail(context, part.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse head) {
            if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                return;
            }
            headSeen = true;
            keepAlive = HttpUtil.isKeepAlive(head);
            current.head(head);
        }
        if (message instanceof HttpContent content && headSeen) {
            boolean last = message instanceof LastHttpContent;
            if (content.content().isReadable()) {
                current.body(content.content());
            } else {
                content.release();
            }
            if (last && call == current) {
                call = null;
                idleSinceNanos = System.nanoTime();
                current.end(keepAlive);
            }
        } else if (!(message instanceof HttpResponse)) {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (call != null) {
            call.pause();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(
                context,
                new IOException(headSeen ? "the answer broke off" : "the connection was closed without an answer"));
    }

    /** A handshake that fails is told here first; afterwards the connection only ends. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            fail(context, handshake.cause());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, cause);
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        UpstreamCall current = call;
        call = null;
        context.close();
        if (current != null) {
            current.broken(cause);
        }
    }
}
