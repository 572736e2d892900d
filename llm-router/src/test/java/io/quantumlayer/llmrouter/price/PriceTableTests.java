package io.quantumlayer.llmrouter.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceTableTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PriceTable own =
            new PriceTable(List.of(PriceTable.layer(Yaml.classpath("prices.yaml", PriceFile.class))), true, meters);

    @Test
    void pricesADatedModelAsItsModel() {
        assertThat(own.price("openai", "gpt-4o-2024-08-06")).isEqualTo(own.price("openai", "gpt-4o"));
        assertThat(own.price("anthropic", "claude-sonnet-4-5-20250929"))
                .isEqualTo(own.price("anthropic", "claude-sonnet-4-5"));
        assertThat(own.price("builtin", "recipe-engine")).isNotNull();
    }

    @Test
    void knowsNoPriceOfWhatIsNotListed() {
        assertThat(own.price("openai", "gpt-4o-unheard-of")).isNull();
        assertThat(own.price("vllm", "gpt-4o")).isNull();
        assertThat(own.refuses("vllm", "gpt-4o")).isTrue();
        assertThat(own.refuses("openai", "gpt-4o")).isFalse();
        own.countUnpriced("vllm", "gpt-4o");

        assertThat(meters.get("llm.router.unpriced.calls")
                        .tag("model", "gpt-4o")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void everyPriceHasASourceAndADate() {
        PriceFile file = Yaml.classpath("prices.yaml", PriceFile.class);

        assertThat(file.prices()).hasSizeGreaterThan(20).allSatisfy(entry -> {
            assertThat(entry.source()).startsWith("https://");
            assertThat(entry.date()).isAfter(LocalDate.of(2025, 1, 1));
        });
    }

    @Test
    void costsAreExact() {
        ModelPrice price = price("2.50", "15", "0.25", "3.125");

        assertThat(price.costNanos(1, 0, 0, 0)).isEqualTo(2_500);
        assertThat(price.costNanos(1_000, 100, 400, 100))
                .isEqualTo(500 * 2_500 + 400 * 250 + 100 * 3_125 + 100 * 15_000);
        assertThat(price("0.0375", "0", "0", "0").costNanos(1, 0, 0, 0)).isEqualTo(38);
        assertThat(price("0.0375", "0", "0", "0").costNanos(1_000_001, 0, 0, 0)).isEqualTo(37_500_038);
    }

    @Test
    void letsSettingsGoBeforeData() {
        ModelPrice mine = price("1", "1", "1", "1");
        PriceTable table = new PriceTable(
                List.of(
                        Map.of(new PriceTable.Model("openai", "gpt-4o"), mine),
                        Map.of(
                                new PriceTable.Model("openai", "gpt-4o"), price("9", "9", "9", "9"),
                                new PriceTable.Model("openai", "ft:*"), price("8", "8", "8", "8"))),
                false,
                meters);

        assertThat(table.price("openai", "gpt-4o")).isEqualTo(mine);
        assertThat(table.price("openai", "ft:gpt-4o:acme")).isEqualTo(price("8", "8", "8", "8"));
        assertThat(table.refuses("openai", "unheard-of")).isFalse();
    }

    private static ModelPrice price(String input, String output, String cached, String write) {
        return new ModelPrice(
                new BigDecimal(input),
                new BigDecimal(output),
                new BigDecimal(cached),
                new BigDecimal(write),
                LocalDate.of(2026, 11, 24),
                "test");
    }
}
