package io.quantumlayer.llmrouter.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.SimpleChannelPool;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/** Connections of one event loop to one end point, most recently used first. */
// A write that fails closes its connection, which is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionPool {

    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final HttpDecoderConfig DECODER = new HttpDecoderConfig()
            .setMaxInitialLineLength(8192)
            .setMaxHeaderSize(65536)
            .setMaxChunkSize(65536)
            .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory());

    private final SimpleChannelPool channels;
    private final boolean once;

    /** @param once whether a connection serves one call alone */
    ConnectionPool(
            Bootstrap bootstrap,
            Endpoint endpoint,
            OutboundPath outbound,
            Duration connectTimeout,
            Duration life,
            boolean once) {
        this.once = once;
        long lifeNanos = life.toNanos();
        ChannelHealthChecker young = channel -> channel.eventLoop()
                .newSucceededFuture(channel.isActive()
                        && !channel.pipeline().get(ConnectionHandler.class).isOlderThan(lifeNanos, IDLE_NANOS));
        Bootstrap target = bootstrap
                .clone()
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
        outbound.target(target, endpoint);
        this.channels = new SimpleChannelPool(
                target,
                new AbstractChannelPoolHandler() {
                    @Override
                    public void channelCreated(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        outbound.secure(channel, endpoint, connectTimeout);
                        // Failing on a connection that ends within a body is ours: the codec would pass it as an end.
                        pipeline.addLast(new HttpClientCodec(DECODER, false, true));
                        pipeline.addLast(new ConnectionHandler());
                    }
                },
                young,
                false,
                true);
    }

    Future<Channel> acquire() {
        return channels.acquire();
    }

    void giveBack(Channel channel) {
        if (once) {
            channel.close();
        } else {
            channels.release(channel);
        }
    }
}
