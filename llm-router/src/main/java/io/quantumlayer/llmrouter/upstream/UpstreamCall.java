package io.quantumlayer.llmrouter.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One request to a provider. It lives on one event loop, as does its connection. */
// A write that fails closes its connection, which is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
public final class UpstreamCall {

    private final ConnectionPool pool;
    private final UpstreamListener listener;
    private final HttpMethod method;
    private final String path;
    private final HttpHeaders headers;
    private @Nullable ByteBuf body;
    private @Nullable Channel channel;
    private boolean reused;
    private boolean over;

    UpstreamCall(
            ConnectionPool pool,
            HttpMethod method,
            String path,
            HttpHeaders headers,
            ByteBuf body,
            UpstreamListener listener) {
        this.pool = pool;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.listener = listener;
    }

    void start() {
        Future<Channel> acquired = pool.acquire();
        if (acquired.isDone()) {
            connected(acquired);
        } else {
            acquired.addListener((Future<Channel> future) -> connected(future));
        }
    }

    private void connected(Future<Channel> future) {
        if (!future.isSuccess()) {
            releaseBody();
            if (!over) {
                over = true;
                listener.onBroken(future.cause(), false);
            }
            return;
        }
        Channel connection = future.getNow();
        if (over) {
            releaseBody();
            pool.giveBack(connection);
            return;
        }
        channel = connection;
        ConnectionHandler handler = connection.pipeline().get(ConnectionHandler.class);
        reused = handler.begin(this);
        ByteBuf content = body;
        body = null;
        if (content == null) {
            throw new IllegalStateException("An upstream call starts once");
        }
        connection.writeAndFlush(
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, method, path, content, headers, EmptyHttpHeaders.INSTANCE),
                connection.voidPromise());
        listener.onSent();
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    /** Ends the call; the connection is closed at once, so that the provider stops to work for nobody. */
    public void cancel() {
        if (!over) {
            over = true;
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** Whether more bytes are read; a caller that cannot take them says no. */
    public void read(boolean wanted) {
        if (channel != null && !over) {
            channel.config().setAutoRead(wanted);
        }
    }

    void head(HttpResponse head) {
        if (!over) {
            listener.onHead(head);
        }
    }

    void body(ByteBuf bytes) {
        if (over) {
            bytes.release();
        } else {
            listener.onBody(bytes);
        }
    }

    void pause() {
        if (!over) {
            listener.onPause();
        }
    }

    void end(boolean reusable) {
        if (over) {
            return;
        }
        over = true;
        Channel connection = channel;
        if (connection != null) {
            connection.config().setAutoRead(true);
            if (reusable) {
                pool.giveBack(connection);
            } else {
                connection.close();
            }
        }
        listener.onEnd();
    }

    void broken(Throwable cause) {
        if (!over) {
            over = true;
            listener.onBroken(cause, reused);
        }
    }
}
