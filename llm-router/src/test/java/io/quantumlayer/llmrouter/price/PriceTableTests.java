package io.quantumlayer.llmrouter.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PriceTableTests {

    private final PriceTable prices = PriceTable.shipped();

    @Test
    void knowsPricesByProviderAndModelAndByTheDatedVersionOfAModel() {
        ModelPrice price = Objects.requireNonNull(prices.price("openai", "gpt-4o-mini"));

        assertThat(price.costNanos(1_000_000, 0, 0, 0)).isEqualTo(150_000_000);
        assertThat(prices.price("openai", "gpt-4o-mini-2024-07-18")).isEqualTo(price);
        assertThat(prices.price("anthropic", "claude-sonnet-4-5-20250929")).isNotNull();
        assertThat(prices.price("openai", "gpt-99")).isNull();
        assertThat(prices.price("other", "gpt-4o-mini")).isNull();
    }

    @Test
    void countsCachedAndWrittenTokensAtTheirOwnPrice() {
        ModelPrice price =
                ModelPrice.of(new BigDecimal("3"), new BigDecimal("15"), new BigDecimal("0.3"), new BigDecimal("3.75"));

        assertThat(price.costNanos(1000, 100, 600, 200)).isEqualTo(200 * 3000 + 100 * 15000 + 600 * 300 + 200 * 3750);
    }

    @Test
    void roundsUpToABillionthOfADollar() {
        ModelPrice price =
                ModelPrice.of(new BigDecimal("0.000000500"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        assertThat(price.costNanos(1, 0, 0, 0)).isEqualTo(1);
    }

    @Test
    void staysANumberForTokensThatNobodyHasUsed() {
        ModelPrice price = Objects.requireNonNull(prices.price("openai", "gpt-4o"));

        assertThat(price.costNanos(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0)).isPositive();
    }
}
