package io.quantumlayer.llmrouter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.price.Unpriced;
import io.quantumlayer.platform.yaml.InvalidYamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraitTableTests {

    private static final TraitTable OWN = TraitTable.own();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5, max_completion_tokens, 128000",
        "openai, gpt-5-2025-08-07, max_completion_tokens, 128000",
        "openai, o3-mini, max_completion_tokens, 100000",
        "openai, gpt-4.1-mini, , 32768",
        "azure-openai openai, gpt-5-prod, max_completion_tokens, 128000",
        "mistral, codestral-latest, max_tokens,",
        "local openai-compatible, openai/gpt-5, max_completion_tokens,",
        "local openai-compatible, qwen3-coder, ,",
        "anthropic, claude-3-5-haiku-20241022, , 8192",
        "anthropic, claude-sonnet-4-20250514, , 64000",
        "bedrock anthropic, us.anthropic.claude-sonnet-4-5-20250929-v1:0, , 64000",
        "bedrock anthropic, us.amazon.nova-pro-v1:0, , 10000"
    })
    void knowsLimitsByNameAndByKind(String providers, String model, String limit, Integer output) {
        ModelTraits traits = OWN.of(List.of(providers.split(" ")), model);

        assertThat(traits.limit()).isEqualTo(limit);
        assertThat(traits.output()).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource({"deepseek-flash, ", "deepseek-v4-flash, ", "deepseek-of-ones-own, ", "deepseek-v4-pro, false"})
    void knowsWhichOfDeepSeeksModelsReadNoImages(String model, Boolean images) {
        assertThat(OWN.of(List.of("deepseek", "openai-compatible"), model).images())
                .isEqualTo(images);
    }

    @Test
    void everyLineMakesSenseAndHasASourceAndADate() {
        assertThat(ModelsFile.own().traits()).hasSizeGreaterThan(30).allSatisfy(line -> {
            assertThat(line.source()).startsWith("https://");
            assertThat(line.date()).isAfter(LocalDate.of(2025, 1, 1));
            assertThat(line.takes().isEmpty()).isFalse();
        });
    }

    @Test
    void aModelOfOnesOwnIsDescribedInAFileThatIsReadAgain() throws IOException {
        Path file = dir.resolve("models.yaml");
        Files.writeString(file, yaml("{output: 2048, efforts: []}"));
        TraitTable traits = new TraitTable(List.of());
        PriceTable prices = new PriceTable(List.of(), Unpriced.ALLOWED, new SimpleMeterRegistry());
        try (ModelCatalogue.Reader reader =
                new ModelCatalogue.Reader(List.of(), List.of(file), prices, traits, new SimpleMeterRegistry())) {
            assertThat(reader).isNotNull();
            assertThat(traits.of(List.of("openai"), "gpt-5").output()).isEqualTo(2048);
            assertThat(traits.of(List.of("openai"), "gpt-5").limit()).isEqualTo("max_completion_tokens");
            assertThat(traits.of(List.of("openai"), "gpt-4.1").output()).isEqualTo(32768);
            assertThat(prices.price(List.of("mine"), "m")).isNotNull();

            Files.writeString(file, yaml("{output: 4096}"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> traits.of(List.of("openai"), "gpt-5").output().equals(4096));
        }
    }

    @Test
    void aFileThatBreaksIsNotUsedAndSaysSoUntilItIsMended() throws IOException {
        Path file = dir.resolve("models.yaml");
        Files.writeString(file, yaml("{output: 2048}"));
        TraitTable traits = new TraitTable(List.of());
        PriceTable prices = new PriceTable(List.of(), Unpriced.ALLOWED, new SimpleMeterRegistry());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ModelCatalogue.Reader reader =
                new ModelCatalogue.Reader(List.of(), List.of(file), prices, traits, meters)) {
            assertThat(reader).isNotNull();
            for (String broken :
                    List.of(yaml("{output: -1}"), yaml("{colour: red}"), "prices: [", yaml("{}") + "odd: 1\n")) {
                Files.writeString(file, broken);
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> isBroken(meters));
                assertThat(traits.of(List.of("openai"), "gpt-5").output()).isEqualTo(2048);
                assertThat(prices.price(List.of("mine"), "m")).isNotNull();

                Files.writeString(file, yaml("{output: 2048}"));
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isBroken(meters));
            }
            Files.writeString(file, yaml("{output: 4096}"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> traits.of(List.of("openai"), "gpt-5").output().equals(4096));
        }
    }

    private static boolean isBroken(SimpleMeterRegistry meters) {
        return meters.get("llm.router.models.file.broken").gauge().value() == 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-6-astra",
                "openai/gpt-5.6-sol",
                "openai/gpt-5.5",
                "openai/gpt-5.4-mini",
                "openai/gpt-5.3-codex",
                "openai/gpt-5.2",
                "openai/gpt-5.2-2025-12-11",
                "openai/gpt-5.1",
                "openai/gpt-5.1-codex",
                "openai/gpt-5",
                "openai/gpt-5-mini",
                "openai/gpt-5-nano",
                "openai/gpt-5-pro",
                "openai/gpt-5-chat-latest",
                "openai/gpt-4.1",
                "openai/gpt-4o",
                "openai/o1",
                "openai/o3",
                "openai/o3-mini",
                "openai/o3-pro",
                "openai/o4-mini",
                "openai/o4-mini-2025-04-16",
                "openai/text-embedding-3-large",
                "anthropic/claude-opus-5-5",
                "anthropic/claude-sonnet-5",
                "anthropic/claude-fable-5",
                "anthropic/claude-haiku-4-5-20251001",
                "gemini/gemini-3-pro-preview",
                "gemini/gemini-3.1-pro-preview",
                "gemini/gemini-2.5-flash",
                "mistral/mistral-medium-latest",
                "mistral/mistral-small-latest",
                "mistral/devstral-latest",
                "mistral/codestral-latest",
                "groq/openai/gpt-oss-120b",
                "bedrock/us.amazon.nova-lite-v1:0"
            })
    void whatOrdinaryModelsCostIsKnown(String model) {
        PriceTable prices =
                new PriceTable(List.of(ModelsFile.own().prices()), Unpriced.ALLOWED, new SimpleMeterRegistry());
        int slash = model.indexOf('/');

        assertThat(prices.price(List.of(model.substring(0, slash)), model.substring(slash + 1)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {limit: tokens} | limit is 'tokens'
            {sampling: [heat]} | sampling has 'heat'
            {efforts: [huge]} | efforts has 'huge'
            {schema: xml} | schema
            {colour: red} | colour
            {tool-ids: '['} | no regular expression
            """)
    void namesWhatIsWrongInAFile(String takes, String fault) throws IOException {
        Path file = dir.resolve("models.yaml");
        Files.writeString(file, yaml(takes));

        assertThatThrownBy(() -> new ModelCatalogue.Reader(
                        List.of(),
                        List.of(file),
                        new PriceTable(List.of(), Unpriced.ALLOWED, new SimpleMeterRegistry()),
                        new TraitTable(List.of()),
                        new SimpleMeterRegistry()))
                .isInstanceOf(InvalidYamlException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(fault);
    }

    private static String yaml(String takes) {
        return """
                prices:
                  - {provider: mine, models: [m], input: 1, output: 2, date: 2026-11-24, source: mine}
                traits:
                  - {provider: openai, models: ["gpt-5*"], takes: %s, date: 2026-11-24, source: mine}
                """.formatted(takes);
    }
}
