package io.quantumlayer.llmrouter.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.llmrouter.model.ModelsFile;
import io.quantumlayer.platform.yaml.Yaml;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

class PriceTableTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PriceTable own =
            new PriceTable(List.of(ModelsFile.own().prices()), Unpriced.REFUSED_ON_A_BUDGET, meters);

    @Test
    void pricesADatedModelAsItsModel() {
        assertThat(own.price(List.of("openai"), "gpt-4o-2024-08-06")).isEqualTo(own.price(List.of("openai"), "gpt-4o"));
        assertThat(own.price(List.of("anthropic"), "claude-sonnet-4-5-20250929"))
                .isEqualTo(own.price(List.of("anthropic"), "claude-sonnet-4-5"));
        assertThat(own.price(List.of("builtin"), "recipe-engine")).isNotNull();
    }

    @Test
    void knowsNoPriceOfWhatIsNotListed() {
        assertThat(own.price(List.of("openai"), "gpt-4o-unheard-of")).isNull();
        assertThat(own.price(List.of("vllm"), "gpt-4o")).isNull();
        assertThat(own.refuses(List.of("openai"), "gpt-4o", true)).isFalse();
        own.countUnpriced("vllm", "gpt-4o");

        assertThat(meters.get("llm.router.unpriced.calls")
                        .tag("model", "gpt-4o")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({", false, true", "true, true, true", "false, false, false"})
    void refusesWhatHasNoPriceToWhoHasABudgetUnlessToldOtherwise(
            @Nullable Boolean setting, boolean withoutBudget, boolean onBudget) {
        PriceTable table = new PriceTable(List.of(), Unpriced.of(setting), meters);

        assertThat(table.refuses(List.of("vllm"), "gpt-4o", false)).isEqualTo(withoutBudget);
        assertThat(table.refuses(List.of("vllm"), "gpt-4o", true)).isEqualTo(onBudget);
    }

    @Test
    void everyPriceHasASourceAndADate() {
        ModelsFile file = ModelsFile.own();

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
    void whatTheCacheKeepsForAnHourCostsMore() {
        ModelPrice price = known("anthropic", "claude-opus-4-5");

        assertThat(price.costNanos(1_000, 0, 0, 600)).isEqualTo(400 * 5_000 + 600 * 6_250);
        assertThat(price.costNanos(1_000, 10, 300, 600, 200))
                .isEqualTo(100 * 5_000 + 10 * 25_000 + 300 * 500 + 400 * 6_250 + 200 * 10_000);
        // Of what was not written nothing can be kept.
        assertThat(price.costNanos(1_000, 0, 0, 100, 700)).isEqualTo(900 * 5_000 + 100 * 10_000);
    }

    @Test
    void aLongPromptChangesThePriceOfEveryToken() {
        ModelPrice price = known("gemini", "gemini-2.5-pro");

        assertThat(price.costNanos(200_000, 1_000, 50_000, 0))
                .isEqualTo(150_000L * 1_250 + 50_000L * 125 + 1_000 * 10_000);
        assertThat(price.costNanos(200_001, 1_000, 50_000, 0))
                .isEqualTo(150_001L * 2_500 + 50_000L * 250 + 1_000 * 15_000);
        ModelPrice haiku = known("anthropic", "claude-haiku-5-5");
        assertThat(haiku.costNanos(100_000, 2, 0, 100, 40)).isEqualTo(99_900L * 100 + 60 * 125 + 40 * 200 + 2 * 500);
        assertThat(haiku.costNanos(100_001, 2, 0, 100, 40))
                .isEqualTo(99_901L * 500 + 60 * 625 + 40 * 1_000 + 2 * 2_500);
    }

    @Test
    void aPriceMayRiseInSeveralSteps() {
        ModelPrice price = known("qwen", "qwen3-coder-plus");

        assertThat(price.costNanos(32_000, 1, 0, 0)).isEqualTo(32_000L * 1_000 + 5_000);
        assertThat(price.costNanos(32_001, 1, 0, 0)).isEqualTo(32_001L * 1_800 + 9_000);
        assertThat(price.costNanos(256_000, 1, 0, 0)).isEqualTo(256_000L * 3_000 + 15_000);
        assertThat(price.costNanos(256_001, 1, 0, 0)).isEqualTo(256_001L * 6_000 + 60_000);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-6.2-astra",
        "openai, gpt-6.2-sol",
        "openai, gpt-6.1-terra",
        "openai, gpt-6-luna",
        "anthropic, claude-fable-5-1",
        "anthropic, claude-fable-5-2",
        "anthropic, claude-opus-5-5",
        "gemini, gemini-4-argon",
        "gemini, gemini-4-hydrogen",
        "gemini, gemini-3.8-flash",
        "mistral, mistral-large-4",
        "mistral, mistral-medium-latest",
        "groq, openai/gpt-oss-120b",
        "groq, qwen/qwen3.8-27b",
        "deepseek, deepseek-flash",
        "deepseek, deepseek-v4-pro",
        "qwen, qwen4-max",
        "qwen, qwen3.8-max",
        "qwen, qwen3.8-flash",
        "qwen, qwen3.5-plus",
        "qwen, qwen-max",
        "qwen, qwen-plus-latest",
        "qwen, qwen-plus-2025-12-01",
        "qwen, qwen-flash-2025-07-28",
        "qwen, qwen-turbo",
        "anthropic, claude-mythos-5-1",
        "mistral, mistral-large-4-0",
        "gemini, gemini-embedding-2"
    })
    void knowsWhatTheVendorsOfferFirst(String vendor, String model) {
        assertThat(own.price(List.of(vendor), model)).isNotNull();
    }

    /** The first version of a model has a price of its own; thinking costs more than what is said without. */
    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5.6-sol, 1000, 24000000",
        "openai, gpt-5.6, 300000, 2430000000",
        "openai, gpt-4o-2024-05-13, 1000, 20000000",
        "openai, gpt-4o-2024-11-20, 1000, 12500000",
        "qwen, qwen-plus, 1000, 4400000",
        "qwen, qwen4-max, 1000, 6000000"
    })
    void knowsWhatTheseCostForSoManyTokensReadAndAThousandWritten(String vendor, String model, long input, long nanos) {
        assertThat(known(vendor, model).costNanos(input, 1000, 0, 0)).isEqualTo(nanos);
    }

    @Test
    void anHourOfAnthropicsCacheCostsTwiceTheInput() {
        assertThat(ModelsFile.own().prices())
                .filteredOn(entry -> entry.provider().equals("anthropic"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.price().rates().cacheWriteHour())
                        .isEqualByComparingTo(entry.input().multiply(BigDecimal.TWO)));
    }

    @Test
    void whatIsNotListedIsPricedAsTheNextBestThatIs() {
        ModelsFile file =
                Yaml.read(new ByteArrayResource("""
                        prices:
                          - {provider: p, models: [m], input: 2, cache-write: 3, output: 5, date: 2026-11-24, source: test,
                             long-prompt: {above: 10, input: 4, output: 6}}
                        """.getBytes(StandardCharsets.UTF_8)), "test", ModelsFile.class);
        ModelPrice price = file.prices().getFirst().price();

        assertThat(price.costNanos(10, 0, 2, 8, 8)).isEqualTo(2 * 2_000 + 8 * 3_000);
        assertThat(price.costNanos(11, 1, 2, 8, 8)).isEqualTo(11 * 4_000 + 6_000);
    }

    private ModelPrice known(String provider, String model) {
        return Objects.requireNonNull(own.price(List.of(provider), model));
    }

    @Test
    void letsSettingsGoBeforeData() {
        PriceTable table = new PriceTable(
                List.of(List.of(line("gpt-4o", "1")), List.of(line("gpt-4o", "9"), line("ft:*", "8"))),
                Unpriced.ALLOWED,
                meters);

        assertThat(table.price(List.of("openai"), "gpt-4o"))
                .isEqualTo(line("gpt-4o", "1").price());
        assertThat(table.price(List.of("openai"), "ft:gpt-4o:acme"))
                .isEqualTo(line("ft:*", "8").price());
        assertThat(table.refuses(List.of("openai"), "unheard-of", true)).isFalse();
    }

    @Test
    void aCloudsModelsCostWhatTheirVendorAsksUnlessItAsksOtherwise() {
        assertThat(own.price(List.of("azure-openai", "openai"), "gpt-4o")).isEqualTo(known("openai", "gpt-4o"));
        assertThat(own.price(List.of("openai-eu", "openai"), "gpt-4.1")).isEqualTo(known("openai", "gpt-4.1"));
        assertThat(own.price(List.of("bedrock", "anthropic"), "us.anthropic.claude-sonnet-4-5-20250929-v1:0"))
                .isEqualTo(known("anthropic", "claude-sonnet-4-5"));
        assertThat(own.price(List.of("bedrock", "anthropic"), "amazon.nova-micro-v1:0"))
                .isEqualTo(known("bedrock", "amazon.nova-micro-v1:0"));
    }

    private static PriceLine line(String model, String price) {
        BigDecimal each = new BigDecimal(price);
        return new PriceLine(
                "openai", List.of(model), each, each, null, null, null, null, LocalDate.of(2026, 11, 24), "test");
    }

    private static ModelPrice price(String input, String output, String cached, String write) {
        return new ModelPrice(
                new Rates(
                        new BigDecimal(input),
                        new BigDecimal(output),
                        new BigDecimal(cached),
                        new BigDecimal(write),
                        new BigDecimal(write)),
                List.of(),
                LocalDate.of(2026, 11, 24),
                "test");
    }
}
