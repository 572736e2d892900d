package io.quantumlayer.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.quantumlayer.gateway.forwarding.TrustedProxies;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final int MOST_CLIENTS = 100_000;

    /** The buckets of the catalogue's rate limiter; each replica of the gateway has its own. */
    @Bean
    AsyncProxyManager<String> buckets() {
        return Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder().maximumSize(MOST_CLIENTS))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .build()
                .asAsync();
    }

    @Bean
    ClientKey clientKey(TrustedProxies proxies) {
        return new ClientKey(proxies);
    }

    @Bean
    TooManyRequestsFilter tooManyRequestsFilter() {
        return new TooManyRequestsFilter();
    }

    @Bean
    BodyLimitFilter bodyLimitFilter(LimitProperties properties) {
        return new BodyLimitFilter(properties.bodyLimit());
    }
}
