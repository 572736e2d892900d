package io.quantumlayer.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a name server on this machine that answers as it is told. */
class LastKnownAddressesTests {

    private static final InetSocketAddress NAME = InetSocketAddress.createUnresolved("drops.example.org.", 8090);

    enum Server {
        ANSWERS,
        KNOWS_NO_SUCH_NAME,
        FAILS,
        SILENT
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger queries = new AtomicInteger();
    private final Channel channel = new Bootstrap()
            .group(loops)
            .channel(NioDatagramChannel.class)
            .handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel opened) {
                    opened.pipeline()
                            .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answering());
                }
            })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    private final LastKnownAddresses addresses = new LastKnownAddresses(
            new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                    .datagramChannelType(NioDatagramChannel.class)
                    .nameServerProvider(
                            new SingletonDnsServerAddressStreamProvider((InetSocketAddress) channel.localAddress()))
                    .queryTimeoutMillis(200)
                    .resolveCache(NoopDnsCache.INSTANCE)),
            () -> Instant.EPOCH.plusSeconds(seconds()));

    private volatile Server server = Server.ANSWERS;
    private volatile byte[] address = {10, 0, 0, 7};
    private volatile long seconds;

    @AfterEach
    void close() {
        addresses.close();
        loops.shutdownGracefully();
    }

    @Test
    void anAnswerIsTakenAlsoWhenItIsAnother() {
        assertThat(found()).isEqualTo("10.0.0.7");

        address = new byte[] {10, 0, 0, 8};

        assertThat(found()).isEqualTo("10.0.0.8");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "SILENT"})
    void theLastAddressServesOnWhileNoServerAnswers(Server without) {
        found();
        server = without;

        assertThat(found()).isEqualTo("10.0.0.7");
    }

    @Test
    void aServerThatDoesNotAnswerIsWaitedForOnceInTenSeconds() {
        found();
        server = Server.SILENT;
        found();
        int asked = queries.get();
        server = Server.ANSWERS;
        address = new byte[] {10, 0, 0, 8};

        assertThat(found()).isEqualTo("10.0.0.7");
        assertThat(queries).hasValue(asked);

        seconds = 11;
        assertThat(found()).isEqualTo("10.0.0.8");
    }

    @Test
    void aNameThatIsNoneAnyLongerIsUnknown() {
        found();
        server = Server.KNOWS_NO_SUCH_NAME;

        assertThat(lookup().cause()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aNameThatWasNeverKnownIsUnknown() {
        server = Server.SILENT;

        assertThat(lookup().cause()).isInstanceOf(UnknownHostException.class);
    }

    private long seconds() {
        return seconds;
    }

    private String found() {
        Future<List<InetSocketAddress>> answer = lookup();
        assertThat(answer.cause()).isNull();
        return answer.getNow().getFirst().getAddress().getHostAddress();
    }

    private Future<List<InetSocketAddress>> lookup() {
        return addresses.getResolver(loops.next()).resolveAll(NAME).awaitUninterruptibly();
    }

    private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            queries.incrementAndGet();
            if (server == Server.SILENT) {
                return;
            }
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            DatagramDnsResponse response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, question);
            switch (server) {
                case KNOWS_NO_SUCH_NAME -> response.setCode(DnsResponseCode.NXDOMAIN);
                case FAILS -> response.setCode(DnsResponseCode.SERVFAIL);
                default -> {
                    if (question.type().equals(DnsRecordType.A)) {
                        response.addRecord(
                                DnsSection.ANSWER,
                                new DefaultDnsRawRecord(
                                        question.name(), DnsRecordType.A, 1, Unpooled.wrappedBuffer(address)));
                    }
                }
            }
            context.writeAndFlush(response);
        }
    }
}
