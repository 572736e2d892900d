package io.quantumlayer.llmrouter.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.resources.LoopResources;

/** All connections to providers. A call's connection lives on the caller's event loop: no thread waits for another. */
public final class Upstreams implements AutoCloseable {

    private final OutboundProperties properties;
    private final OutboundPath outbound;
    private final LoopResources loops;
    private final DnsAddressResolverGroup names;
    private final DnsAddressResolverGroup checkedNames;
    private final Map<Key, ConnectionPool> pools = new ConcurrentHashMap<>();

    /**
     * Connections over the event loops of the server.
     *
     * @param fetchable what callers may have fetched
     */
    public Upstreams(OutboundProperties properties, LoopResources loops, PublicAddresses fetchable) {
        this.properties = properties;
        this.outbound = new OutboundPath(properties);
        this.loops = loops;
        DnsNameResolverBuilder resolver = new DnsNameResolverBuilder()
                .datagramChannelFactory(() -> loops.onChannel(DatagramChannel.class, loops.onServer(true)))
                .ttl(1, 30);
        this.names = new DnsAddressResolverGroup(resolver);
        this.checkedNames = new CheckedNames(resolver, fetchable);
    }

    private record Key(EventLoop loop, Endpoint endpoint, Duration connectTimeout, boolean checked) {}

    /** An event loop for a call that no connection of a client has brought. */
    public EventLoop loop() {
        return loops.onServer(true).next();
    }

    /**
     * Posts a request; on the event loop alone.
     *
     * @param headers complete but for nothing: also {@code Host} and {@code Content-Length}
     * @param body is released in any case
     */
    public UpstreamCall post(
            EventLoop loop,
            Endpoint endpoint,
            Duration connectTimeout,
            String path,
            HttpHeaders headers,
            ByteBuf body,
            UpstreamListener listener) {
        return send(loop, endpoint, connectTimeout, HttpMethod.POST, path, headers, body, listener);
    }

    /** Sends a request, as {@link #post} does. */
    public UpstreamCall send(
            EventLoop loop,
            Endpoint endpoint,
            Duration connectTimeout,
            HttpMethod method,
            String path,
            HttpHeaders headers,
            ByteBuf body,
            UpstreamListener listener) {
        ConnectionPool pool = pools.computeIfAbsent(new Key(loop, endpoint, connectTimeout, false), this::pool);
        UpstreamCall call = new UpstreamCall(pool, method, path, headers, body, listener);
        call.start();
        return call;
    }

    /**
     * Fetches what a caller has named, from addresses alone that callers may name; on the event loop alone. Where there is a
     * proxy, it looks the name up and decides. The connection serves this call alone.
     */
    public UpstreamCall fetch(
            EventLoop loop,
            Endpoint endpoint,
            Duration connectTimeout,
            String path,
            HttpHeaders headers,
            UpstreamListener listener) {
        ConnectionPool pool = pool(new Key(loop, endpoint, connectTimeout, true));
        UpstreamCall call = new UpstreamCall(pool, HttpMethod.GET, path, headers, Unpooled.EMPTY_BUFFER, listener);
        call.start();
        return call;
    }

    private ConnectionPool pool(Key key) {
        Bootstrap bootstrap = new Bootstrap()
                .group(key.loop())
                .channel(loops.onChannelClass(SocketChannel.class, loops.onServer(true)))
                .resolver(key.checked() ? checkedNames : names);
        return new ConnectionPool(
                bootstrap, key.endpoint(), outbound, key.connectTimeout(), properties.connectionLife(), key.checked());
    }

    @Override
    public void close() {
        names.close();
        checkedNames.close();
    }
}
