package io.quantumlayer.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitOverridesTests {

    private final CallLimits own = new CallLimits(8192, 0.1, "10m", 8);

    @Test
    void leavesTheRolesLimitsWhereThereIsNone() {
        assertThat(new LimitOverrides("").of("developer", "gpt", own)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "local/qwen, 1h, 1, 8192",
        "local/large, 2h, 1, 8192",
        "openai/gpt-5, 10m, 8, 500",
        "anthropic/claude, 10m, 8, 8192",
    })
    void setsThoseOfRoleAndModelTheLastThatFits(String model, String timeout, int concurrency, int maxTokens) {
        LimitOverrides overrides = new LimitOverrides("""
                - {model: "local/*", timeout: 1h, concurrency: 1}
                - {model: local/large, timeout: 2h}
                - {role: tester, timeout: 7s}
                - {role: dev*, model: "*gpt-5", max_tokens: 500}
                """);

        assertThat(overrides.of("developer", model, own))
                .isEqualTo(new CallLimits(maxTokens, 0.1, timeout, concurrency));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{timeout: soon}] | /0/timeout",
                "[{models: a}] | models",
                "{timeout: 1h} | array",
                "[{max_tokens: 0}] | /0/max_tokens",
                "[{ | YAML"
            })
    void refusesABrokenSettingNamingThePlace(String yaml, String part) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new LimitOverrides(yaml))
                .withMessageContaining("QL_ROLE_LIMITS")
                .withMessageContaining(part);
    }
}
