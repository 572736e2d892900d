package io.quantumlayer.llmrouter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.provider.RouterProperties.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProviderCatalogueTests {

    @Test
    void isOffWithoutACredentialAndNamesTheVariable() {
        ProviderCatalogue catalogue = catalogue(Map.of());

        assertThat(catalogue.providers()).isEmpty();
        assertThat(catalogue.states())
                .extracting(state -> state.name() + " " + state.state() + " " + state.reason())
                .containsExactly(
                        "openai OFF OPENAI_API_KEY is not set",
                        "anthropic OFF ANTHROPIC_API_KEY is not set",
                        "azure-openai OFF AZURE_OPENAI_API_KEY is not set",
                        "gemini OFF GEMINI_API_KEY is not set",
                        "groq OFF GROQ_API_KEY is not set",
                        "mistral OFF MISTRAL_API_KEY is not set",
                        "bedrock OFF AWS_BEDROCK_REGION is not set");
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
    void speaksToEachWellKnownProviderInItsOwnWay() {
        ProviderCatalogue catalogue = catalogue(Map.of(
                "ANTHROPIC_API_KEY", "sk-ant",
                "AZURE_OPENAI_ENDPOINT", "https://acme.openai.azure.com",
                "AZURE_OPENAI_KEY", "azure-key",
                "AZURE_OPENAI_API_VERSION", "2025-01-01",
                "GEMINI_API_KEY", "g-key",
                "AWS_BEDROCK_REGION", "eu-west-1",
                "AWS_BEARER_TOKEN_BEDROCK", "b-key"));

        assertThat(path(catalogue, "anthropic", Operation.MESSAGES)).isEqualTo("api.anthropic.com/v1/messages");
        assertThat(path(catalogue, "azure-openai", Operation.CHAT))
                .isEqualTo("acme.openai.azure.com/openai/deployments/m/chat/completions?api-version=2025-01-01");
        assertThat(path(catalogue, "gemini", Operation.CHAT))
                .isEqualTo("generativelanguage.googleapis.com/v1beta/openai/chat/completions");
        assertThat(path(catalogue, "bedrock", Operation.CHAT))
                .isEqualTo("bedrock-runtime.eu-west-1.amazonaws.com/model/m/converse");
        assertThat(headers(catalogue, "anthropic"))
                .contains("x-api-key=sk-ant", "anthropic-version=2023-06-01")
                .doesNotContain("authorization=");
        assertThat(headers(catalogue, "azure-openai"))
                .contains("api-key=azure-key")
                .doesNotContain("authorization=");
        assertThat(headers(catalogue, "gemini")).contains("authorization=Bearer g-key");
    }

    private static String path(ProviderCatalogue catalogue, String provider, Operation operation) {
        Account account =
                catalogue.serving(provider + "/m").provider().accounts().getFirst();
        return account.endpoint().host() + account.path(operation, "m", false);
    }

    private static String headers(ProviderCatalogue catalogue, String provider) {
        return catalogue
                .serving(provider + "/m")
                .provider()
                .accounts()
                .getFirst()
                .headers("/", new byte[0], false, "id", Map.of())
                .entries()
                .toString();
    }

    @Test
    void readsAKeyFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        var found = new ProviderSettingsReader(Map.of("OPENAI_API_KEY_FILE", file.toString()), new AwsCredentialChain())
                .read(Map.of());

        assertThat(found.getFirst().settings().accounts().getFirst().apiKey()).isEqualTo(Secret.of("sk-from-file"));
    }

    @Test
    void readsKeysFromTheCredentialsDirectoryAndPassesOverHiddenEntries(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("groq"), "gsk-1\n");
        Files.writeString(folder.resolve("acme"), "sk-2");
        Files.writeString(folder.resolve("anthropic"), "sk-3");
        Files.createDirectory(folder.resolve("..data"));

        ProviderCatalogue catalogue = catalogue(Map.of("LLM_CREDENTIALS_DIR", folder.toString()));

        assertThat(catalogue.providers()).extracting(Provider::name).containsExactly("anthropic", "groq");
        assertThat(reasons(catalogue))
                .containsEntry("acme", "LLM_ACME_BASE_URL is not set")
                .doesNotContainKey("..data");
    }

    @Test
    void usesAChangedKeyAfterARefreshAndLeavesTheOthersAlone(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("openai"), "sk-old");
        Files.writeString(folder.resolve("groq"), "gsk-1");
        ProviderCatalogue catalogue = catalogue(Map.of("LLM_CREDENTIALS_DIR", folder.toString()));
        Provider openai = catalogue.serving("openai/gpt").provider();
        Provider groq = catalogue.serving("groq/llama").provider();

        Files.writeString(key, "sk-new");
        catalogue.refresh();

        assertThat(catalogue.serving("openai/gpt").provider()).isNotSameAs(openai);
        assertThat(catalogue.serving("groq/llama").provider()).isSameAs(groq);
    }

    @Test
    void switchesAProviderOffAndOnWithItsKeyFile(@TempDir Path folder) throws IOException {
        ProviderCatalogue catalogue = catalogue(
                Map.of("LLM_CREDENTIALS_DIR", folder.resolve("mounted").toString()));
        assertThat(catalogue.providers()).isEmpty();

        Path key = Files.writeString(
                Files.createDirectory(folder.resolve("mounted")).resolve("mistral"), "sk-1");
        catalogue.refresh();
        assertThat(catalogue.providers()).extracting(Provider::name).containsExactly("mistral");

        Files.delete(key);
        catalogue.refresh();
        assertThat(catalogue.providers()).isEmpty();
    }

    @Test
    void prefersSettingsToVariables() {
        var settings = ProviderSettings.of(
                ProviderType.OPENAI, URI.create("https://proxy.example/v1"), Secret.of("sk-set"), null, List.of("gpt"));

        var found = new ProviderSettingsReader(Map.of("OPENAI_API_KEY", "sk-env"), new AwsCredentialChain())
                .read(Map.of("openai", settings));

        assertThat(found.getFirst().settings().accounts().getFirst().baseUrl()).hasHost("proxy.example");
        assertThat(found.getFirst().settings().accounts().getFirst().apiKey()).isEqualTo(Secret.of("sk-set"));
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
        assertThatThrownBy(() -> catalogue.serving("twin/large"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("twin (small)");
        assertThatThrownBy(() -> catalogue.serving("openai/gpt"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("openai (OPENAI_API_KEY is not set)");
    }

    @Test
    void keepsSecretsToItself() {
        ProviderSettings settings =
                ProviderSettings.of(ProviderType.OPENAI, null, Secret.of("sk-secret"), null, List.of());

        assertThat(settings.toString()).contains("****").doesNotContain("sk-secret");
        assertThat(catalogue(Map.of("OPENAI_API_KEY", "sk-secret")).providers().toString())
                .doesNotContain("sk-secret");
    }

    private static ProviderSettings settings(String... models) {
        return ProviderSettings.of(
                ProviderType.OPENAI, URI.create("http://localhost:1/v1"), null, null, List.of(models));
    }

    private static String route(ProviderCatalogue catalogue, String model) {
        ProviderCatalogue.Served route = catalogue.serving(model);
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
        RouterProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("quantumlayer.router", RouterProperties.class)
                .withProviders(settings);
        return new ProviderCatalogue(List.of(), properties, environment);
    }
}
