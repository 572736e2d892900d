package io.quantumlayer.llmrouter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.WebClient;

class ProviderCatalogueTests {

    @Test
    void isOffWithoutACredentialAndNamesTheVariable() {
        ProviderCatalogue catalogue = catalogue(Map.of());

        assertThat(catalogue.providers()).isEmpty();
        assertThat(catalogue.states())
                .extracting(state -> state.name() + " " + state.state() + " " + state.reason())
                .containsExactly(
                        "openai OFF OPENAI_API_KEY is not set",
                        "groq OFF GROQ_API_KEY is not set",
                        "mistral OFF MISTRAL_API_KEY is not set");
    }

    @Test
    void switchesOnWhatAVariableNames() {
        ProviderCatalogue catalogue = catalogue(Map.of(
                "OPENAI_API_KEY", "sk-1",
                "LLM_GROQ_API_KEY", "gsk-2",
                "LLM_GROQ_MODELS", "llama, qwen",
                "LLM_MY_OLLAMA_BASE_URL", "http://localhost:11434/v1"));

        assertThat(catalogue.providers())
                .extracting(provider -> provider.name() + " " + provider.models())
                .containsExactly("openai [*]", "groq [llama, qwen]", "my-ollama [*]");
    }

    @Test
    void saysWhatAProviderOfItsOwnLacks() {
        ProviderCatalogue catalogue = catalogue(Map.of(
                "LLM_ACME_API_KEY", "sk-1",
                "LLM_BROKEN_BASE_URL", "not a url",
                "OPENAI_API_KEY_FILE", "/does/not/exist"));

        assertThat(reasons(catalogue))
                .containsEntry("acme", "LLM_ACME_BASE_URL is not set")
                .containsEntry("broken", "the base URL malformed is not an http or https URL")
                .containsEntry("openai", "the key file /does/not/exist cannot be read");
    }

    @Test
    void saysThatAProviderIsNotSupportedYet() {
        ProviderCatalogue catalogue =
                catalogue(Map.of("ANTHROPIC_API_KEY", "x", "AZURE_OPENAI_ENDPOINT", "y", "AWS_BEDROCK_MODEL", "z"));

        assertThat(reasons(catalogue))
                .containsEntry("anthropic", "ANTHROPIC_API_KEY is set, but this provider is not supported yet")
                .containsKeys("azure-openai", "bedrock");
    }

    @Test
    void readsAKeyFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        var found = new ProviderSettingsReader(Map.of("OPENAI_API_KEY_FILE", file.toString())).read(Map.of());

        assertThat(found.getFirst().settings().apiKey()).isEqualTo(Secret.of("sk-from-file"));
    }

    @Test
    void readsKeysFromTheCredentialsDirectoryAndPassesOverHiddenEntries(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("groq"), "gsk-1\n");
        Files.writeString(folder.resolve("acme"), "sk-2");
        Files.writeString(folder.resolve("anthropic"), "sk-3");
        Files.createDirectory(folder.resolve("..data"));

        ProviderCatalogue catalogue = catalogue(Map.of("LLM_CREDENTIALS_DIR", folder.toString()));

        assertThat(catalogue.providers()).extracting(ChatProvider::name).containsExactly("groq");
        assertThat(reasons(catalogue))
                .containsEntry("acme", "LLM_ACME_BASE_URL is not set")
                .containsEntry("anthropic", "A key is set, but this provider is not supported yet")
                .doesNotContainKey("..data");
    }

    @Test
    void usesAChangedKeyAfterARefreshAndLeavesTheOthersAlone(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("openai"), "sk-old");
        Files.writeString(folder.resolve("groq"), "gsk-1");
        ProviderCatalogue catalogue = catalogue(Map.of("LLM_CREDENTIALS_DIR", folder.toString()));
        ChatProvider openai = catalogue.route("openai/gpt").provider();
        ChatProvider groq = catalogue.route("groq/llama").provider();

        Files.writeString(key, "sk-new");
        catalogue.refresh();

        assertThat(catalogue.route("openai/gpt").provider()).isNotSameAs(openai);
        assertThat(catalogue.route("groq/llama").provider()).isSameAs(groq);
    }

    @Test
    void switchesAProviderOffAndOnWithItsKeyFile(@TempDir Path folder) throws IOException {
        ProviderCatalogue catalogue = catalogue(
                Map.of("LLM_CREDENTIALS_DIR", folder.resolve("mounted").toString()));
        assertThat(catalogue.providers()).isEmpty();

        Path key = Files.writeString(
                Files.createDirectory(folder.resolve("mounted")).resolve("mistral"), "sk-1");
        catalogue.refresh();
        assertThat(catalogue.providers()).extracting(ChatProvider::name).containsExactly("mistral");

        Files.delete(key);
        catalogue.refresh();
        assertThat(catalogue.providers()).isEmpty();
    }

    @Test
    void prefersSettingsToVariables() {
        var settings = new ProviderSettings(
                URI.create("https://proxy.example/v1"), Secret.of("sk-set"), null, List.of("gpt"), Map.of(), Map.of());

        var found = new ProviderSettingsReader(Map.of("OPENAI_API_KEY", "sk-env")).read(Map.of("openai", settings));

        assertThat(found.getFirst().settings().baseUrl()).hasHost("proxy.example");
        assertThat(found.getFirst().settings().apiKey()).isEqualTo(Secret.of("sk-set"));
    }

    @Test
    void findsAModelByListByPrefixAndByTheFirstThatTakesAny() {
        Map<String, ProviderSettings> settings = new LinkedHashMap<>();
        settings.put("any", settings("*"));
        settings.put("vllm", settings("meta-llama/Llama-3", "small"));
        settings.put("twin", settings("small"));
        ProviderCatalogue catalogue = catalogue(settings, Map.of());

        assertThat(route(catalogue, "small")).isEqualTo("vllm small");
        assertThat(route(catalogue, "twin/small")).isEqualTo("twin small");
        assertThat(route(catalogue, "meta-llama/Llama-3")).isEqualTo("vllm meta-llama/Llama-3");
        assertThat(route(catalogue, "any/org/model")).isEqualTo("any org/model");
        assertThat(route(catalogue, "unheard-of")).isEqualTo("any unheard-of");
        assertThatThrownBy(() -> catalogue.route("twin/large"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("twin (small)");
        assertThatThrownBy(() -> catalogue.route("openai/gpt"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("openai (OPENAI_API_KEY is not set)");
    }

    @Test
    void keepsSecretsToItself() {
        ProviderSettings settings = new ProviderSettings(
                null, Secret.of("sk-secret"), null, List.of(), Map.of("X-Key", Secret.of("sk-secret")), Map.of());

        assertThat(settings.toString()).contains("****").doesNotContain("sk-secret");
        assertThat(catalogue(Map.of("OPENAI_API_KEY", "sk-secret")).providers().toString())
                .doesNotContain("sk-secret");
    }

    private static ProviderSettings settings(String... models) {
        return new ProviderSettings(
                URI.create("http://localhost:1/v1"), null, null, List.of(models), Map.of(), Map.of());
    }

    private static String route(ProviderCatalogue catalogue, String model) {
        ProviderCatalogue.Route route = catalogue.route(model);
        return route.provider().name() + " " + route.model();
    }

    private static Map<String, String> reasons(ProviderCatalogue catalogue) {
        Map<String, String> reasons = new LinkedHashMap<>();
        catalogue.states().forEach(state -> reasons.put(state.name(), state.reason()));
        return reasons;
    }

    private static ProviderCatalogue catalogue(Map<String, String> environment) {
        return catalogue(Map.of(), environment);
    }

    private static ProviderCatalogue catalogue(
            Map<String, ProviderSettings> settings, Map<String, String> environment) {
        RouterProperties properties = new RouterProperties(
                null,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(120),
                Duration.ofSeconds(300),
                DataSize.ofMegabytes(32),
                settings);
        return new ProviderCatalogue(List.of(), properties, environment, WebClient.builder());
    }
}
