package io.quantumlayer.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.gateway.limit.LimitProperties.RateLimit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class LimitPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(LimitProperties.class))
                .isEqualTo(new LimitProperties(DataSize.ofMegabytes(1), new RateLimit(1000, 200))));
    }

    @Test
    void bind() {
        runner.withPropertyValues(
                        "quantumlayer.gateway.body-limit=3KB",
                        "quantumlayer.gateway.rate-limit.burst=7",
                        "quantumlayer.gateway.rate-limit.per-second=2")
                .run(context -> assertThat(context.getBean(LimitProperties.class))
                        .isEqualTo(new LimitProperties(DataSize.ofKilobytes(3), new RateLimit(7, 2))));
    }

    @Test
    void refuseARateOfNothing() {
        runner.withPropertyValues("quantumlayer.gateway.rate-limit.per-second=0")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("1 or more"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LimitProperties.class)
    static class Properties {}
}
