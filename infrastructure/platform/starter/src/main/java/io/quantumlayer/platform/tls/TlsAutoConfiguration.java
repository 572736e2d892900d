package io.quantumlayer.platform.tls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;

/** Sends whoever comes in plaintext to the same port over TLS, by a redirect that keeps method and body (308). */
@AutoConfiguration
@ConditionalOnProperty("server.ssl.bundle")
public final class TlsAutoConfiguration {

    @Bean
    NettyServerCustomizer redirectToTls() {
        // The management port has no TLS.
        return server -> server.configuration().sslProvider() == null
                ? server
                : server.doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new PlaintextRedirect()));
    }
}
