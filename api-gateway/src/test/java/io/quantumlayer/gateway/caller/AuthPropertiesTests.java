package io.quantumlayer.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AuthPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void areOpenByDefault() {
        runner.run(context -> assertThat(context.getBean(AuthProperties.class))
                .isEqualTo(new AuthProperties(AuthProperties.Mode.OPEN, "")));
    }

    @Test
    void bindTheModeInAnySpelling() {
        for (String mode : new String[] {"api-key", "API_KEY", "apiKey"}) {
            runner.withPropertyValues(
                            "quantumlayer.gateway.auth.mode=" + mode, "quantumlayer.gateway.auth.keys-file=/keys")
                    .run(context -> assertThat(context.getBean(AuthProperties.class))
                            .isEqualTo(new AuthProperties(AuthProperties.Mode.API_KEY, "/keys")));
        }
    }

    @Test
    void refuseOidcAndSayWhatThereIs() {
        runner.withPropertyValues("quantumlayer.gateway.auth.mode=oidc")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("oidc does not exist yet")
                        .hasMessageContaining("open or api-key"));
    }

    @Test
    void refuseApiKeysWithoutAFile() {
        runner.withPropertyValues("quantumlayer.gateway.auth.mode=api-key")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("QL_API_KEYS_FILE"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(AuthProperties.class)
    static class Properties {}
}
