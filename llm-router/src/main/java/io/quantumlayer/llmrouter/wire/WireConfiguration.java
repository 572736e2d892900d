package io.quantumlayer.llmrouter.wire;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.key.KeyProperties;
import io.quantumlayer.platform.host.AllowedHosts;
import io.quantumlayer.platform.identity.IdentityProperties;
import io.quantumlayer.platform.identity.IdentityTokens;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import reactor.netty.NettyPipeline;

/** Puts the model APIs on the server's connections. */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

    @Bean
    ModelApi modelApi(
            ModelCalls calls,
            IdentityProperties identity,
            AllowedHosts hosts,
            @Value("${spring.application.name}") String service) {
        return new ModelApi(
                calls,
                identity.publicKeyFile()
                        .map(file -> IdentityTokens.checker(file, service, Clock.systemUTC()))
                        .orElse(null),
                hosts);
    }

    @Bean
    NettyServerCustomizer modelApiOnConnections(ModelApi api) {
        // Netty's adaptive allocator gives large read buffers back to the system, which stops every thread for a
        // moment.
        return server -> server.childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addBefore(NettyPipeline.HttpTrafficHandler, "model-api", new ModelApiHandler(api)));
    }

    @Bean
    OpenRouter openRouter(KeyProperties keys, ModelCalls calls, ConfigurableEnvironment environment) {
        return new OpenRouter(keys, calls, environment);
    }

    @Bean
    ModelApiDocs modelApiDocs() {
        return new ModelApiDocs();
    }

    @Bean
    ModelApiDrain modelApiDrain(ModelApi api) {
        return new ModelApiDrain(api);
    }
}
