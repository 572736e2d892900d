package io.quantumlayer.llmrouter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.yaml.InvalidYamlException;
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
        PriceTable prices = new PriceTable(List.of(), false, new SimpleMeterRegistry());
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
                        new PriceTable(List.of(), false, new SimpleMeterRegistry()),
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
