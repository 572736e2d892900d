package io.quantumlayer.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registries of the catalogue's circuit breaker; resilience4j configures them for Spring Boot 3 only. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

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

    @Bean
    UpstreamFailureFilter upstreamFailureFilter(UpstreamProperties properties) {
        return new UpstreamFailureFilter(properties.breakerPause());
    }
}
