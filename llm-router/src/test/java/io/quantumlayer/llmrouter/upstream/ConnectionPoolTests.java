package io.quantumlayer.llmrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConnectionPoolTests {

    @Test
    void sendsSmallWritesToProvidersAtOnce() throws Exception {
        OutboundProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("quantumlayer.router.outbound", OutboundProperties.class);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
            ConnectionPool pool = new ConnectionPool(
                    new Bootstrap().group(loops).channel(NioSocketChannel.class),
                    new Endpoint("127.0.0.1", server.getLocalPort(), false),
                    new OutboundPath(properties),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    false);

            Channel channel = pool.acquire().get(5, TimeUnit.SECONDS);

            assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            channel.close().sync();
        }
    }
}
