package io.quantumlayer.llmrouter.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenEstimatorTests {

    private final TokenEstimator estimator = new TokenEstimator();

    @Test
    void countsTokensAndTakesSpecialOnesAsText() {
        assertThat(estimator.count("")).isZero();
        assertThat(estimator.count("hello world")).isEqualTo(2);
        assertThat(estimator.count("<|endoftext|>")).isGreaterThan(1);
    }
}
