package io.quantumlayer.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.netty.channel.socket.DatagramChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/** The registries of the catalogue's circuit breaker; resilience4j configures them for Spring Boot 3 only. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    /** For the answer of a name server. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * Breakers that open when half of the last ten seconds' calls failed, and at least five were made.
     *
     * <p>A slow answer is no failure: one of a model takes minutes. For the same reason many calls are let through to a
     * service that has come back, though five answers decide.
     */
    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry(UpstreamProperties properties) {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .permittedNumberOfCallsInHalfOpenState(100)
                .waitDurationInOpenState(properties.breakerPause())
                .ignoreException(error -> UpstreamFault.of(error).isEmpty())
                .build());
    }

    /** Asked for, and switched off in {@code application.yaml}. */
    @Bean
    TimeLimiterRegistry timeLimiterRegistry() {
        return TimeLimiterRegistry.ofDefaults();
    }

    /** What a name server says holds for half a minute at most. */
    @Bean
    LastKnownAddresses lastKnownAddresses() {
        LoopResources loops = HttpResources.get();
        DnsNameResolverBuilder names = new DnsNameResolverBuilder()
                .datagramChannelFactory(
                        () -> loops.onChannel(DatagramChannel.class, loops.onClient(LoopResources.DEFAULT_NATIVE)))
                .queryTimeoutMillis(PATIENCE.toMillis())
                .ttl(1, 30);
        return new LastKnownAddresses(new DnsAddressResolverGroup(names), InstantSource.system());
    }

    @Bean
    HttpClientCustomizer namesOfServices(LastKnownAddresses addresses) {
        return client -> client.resolver(addresses);
    }

    @Bean
    UpstreamFailureFilter upstreamFailureFilter(UpstreamProperties properties) {
        return new UpstreamFailureFilter(properties.breakerPause());
    }
}
