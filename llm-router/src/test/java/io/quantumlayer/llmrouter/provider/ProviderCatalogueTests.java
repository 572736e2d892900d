package io.quantumlayer.llmrouter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.provider.ConfiguredProvider.ConfiguredAccount;
import io.quantumlayer.llmrouter.provider.kind.Dialect;
import io.quantumlayer.llmrouter.provider.kind.JsonObjectFormat;
import io.quantumlayer.llmrouter.provider.kind.OpenAiCompatible;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.provider.kind.StreamUsage;
import io.quantumlayer.protocols.ModelErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "openai-eu, https://eu.api.openai.com/v1, , openai",
        "openai-proxy, http://127.0.0.1:9/v1, openai, openai",
        "azure-eu, http://127.0.0.1:9, azure-openai, openai",
        "claude-b, http://127.0.0.1:9/v1, anthropic, anthropic",
        "groq-b, https://api.groq.com/openai/v1, , groq",
        "ds, https://api.deepseek.com, , deepseek",
        "dashscope, https://dashscope-intl.aliyuncs.com/compatible-mode/v1, openai-compatible, qwen",
        "qwencloud, https://ap-southeast-1.maas.qwencloudapi.com/compatible-mode/v1, openai-compatible, qwen"
    })
    void aFurtherAccountOfAVendorHasTheVendorsPrices(
            String name, String address, @Nullable String type, String vendor) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(name + ".base-url", address);
        settings.put(name + ".api-key", "k");
        if (type != null) {
            settings.put(name + ".type", type);
        }

        assertThat(catalogue(settings, Map.of()).providers())
                .singleElement()
                .satisfies(provider ->
                        assertThat(provider.priceCatalogues()).startsWith(name).contains(vendor));
    }

    @Test
    void aServerOfOnesOwnHasNoVendorsPrices() {
        assertThat(catalogue(Map.of("LLM_LOCAL_BASE_URL", "http://localhost:11434/v1"))
                        .providers())
                .singleElement()
                .satisfies(provider ->
                        assertThat(provider.priceCatalogues()).containsExactly("local", "openai-compatible"));
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

        assertThat(account(Map.of(), Map.of("OPENAI_API_KEY_FILE", file.toString()))
                        .key())
                .isEqualTo(Secret.of("sk-from-file"));
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
        ConfiguredAccount openai = account(
                Map.of(
                        "openai.type", "openai",
                        "openai.base-url", "https://proxy.example/v1",
                        "openai.api-key", "sk-set",
                        "openai.models", "gpt"),
                Map.of("OPENAI_API_KEY", "sk-env"));

        assertThat(openai.address()).hasHost("proxy.example");
        assertThat(openai.key()).isEqualTo(Secret.of("sk-set"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            openai,       -,                 https://proxy.example/v1, OpenAi
            anthropic,    -,                 https://proxy.example/v1, Anthropic
            gemini,       -,                 -,                        Gemini
            groq,         -,                 -,                        Groq
            mistral,      -,                 -,                        Mistral
            azure-openai, -,                 https://a.example,        AzureOpenAi
            bedrock,      -,                 -,                        Bedrock
            local,        -,                 http://localhost:1/v1,    OpenAiCompatible
            local,        openai,            http://localhost:1/v1,    OpenAiCompatible
            local,        openai-compatible, http://localhost:1/v1,    OpenAiCompatible
            local,        anthropic,         http://localhost:1/v1,    Anthropic
            local,        AZURE_OPENAI,      http://localhost:1,       AzureOpenAi
            europe,       openai,            https://eu.api.openai.com/v1, OpenAi
            second,       openai,            -,                        OpenAi
            second,       mistral,           -,                        Mistral
            openai,       anthropic,         https://proxy.example/v1, Anthropic
            anthropic,    openai,            -,                        OpenAiCompatible
            openai,       openai,            https://proxy.example/v1, OpenAi
            """)
    void takesTheKindFromTheTypeElseFromTheName(String name, @Nullable String type, @Nullable String url, String kind) {
        Map<String, String> settings =
                new LinkedHashMap<>(Map.of(name + ".api-key", "k", name + ".region", "eu-west-1"));
        if (type != null) {
            settings.put(name + ".type", type);
        }
        if (url != null) {
            settings.put(name + ".base-url", url);
        }

        Provider provider = catalogue(settings, Map.of()).serving(name + "/m").provider();

        assertThat(provider.kind().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void keepsAKeyOfTheEnvironmentFromProvidersOfOtherNames() {
        ProviderCatalogue catalogue = catalogue(
                Map.of("mine.type", "anthropic", "mine.base-url", "http://localhost:1/v1", "second.type", "anthropic"),
                Map.of("ANTHROPIC_API_KEY", "sk-ant"));

        assertThat(headers(catalogue, "mine")).doesNotContain("sk-ant");
        assertThat(reasons(catalogue)).containsEntry("second", "its api-key is not set");
    }

    @Test
    void followsAnotherTypeToItsOwnAddressButATypeWithoutOneStaysAtTheNames() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-open", "ANTHROPIC_API_KEY", "sk-ant");

        ConfiguredAccount claude = account(Map.of("openai.type", "anthropic"), environment);
        ConfiguredAccount compatible = account(Map.of("anthropic.type", "openai"), environment);

        assertThat(claude.address()).hasHost("api.anthropic.com");
        assertThat(claude.key()).isEqualTo(Secret.of("sk-ant"));
        assertThat(compatible.address()).hasHost("api.anthropic.com");
        assertThat(compatible.key()).isEqualTo(Secret.of("sk-ant"));
    }

    @Test
    void asksAServerOfOnesOwnWithoutAKeyAlsoWhereAnAccountNamesIt() {
        for (String type : List.of("openai", "anthropic")) {
            ProviderCatalogue catalogue = catalogue(
                    Map.of(
                            "mine.type", type,
                            "mine.accounts[0].name", "one",
                            "mine.accounts[0].base-url", "http://localhost:1/v1"),
                    Map.of());

            assertThat(reasons(catalogue)).containsEntry("mine", null);
            assertThat(dialect(catalogue, "mine").speaks(Operation.RESPONSES)).isFalse();
        }
    }

    @Test
    void fillsWhatSettingsLeaveOpenFromTheVariablesOfTheKind() {
        ConfiguredAccount azure = account(
                Map.of("azure-openai.models", "gpt"),
                Map.of("AZURE_OPENAI_ENDPOINT", "https://acme.openai.azure.com", "AZURE_OPENAI_API_KEY", "k"));

        assertThat(azure.address()).hasHost("acme.openai.azure.com");
    }

    @Test
    void takesTheRegionOfOtherProgramsOnlyWhereBedrockIsMeant() {
        Map<String, String> shared = Map.of("AWS_REGION", "eu-west-1");
        Map<String, String> meant = Map.of("AWS_REGION", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", "b");

        assertThat(reasons(catalogue(shared))).containsEntry("bedrock", "AWS_BEDROCK_REGION is not set");
        assertThat(path(catalogue(meant), "bedrock", Operation.CHAT))
                .startsWith("bedrock-runtime.eu-west-1.amazonaws.com");
    }

    @Test
    void namesTheTypesWhereASettingHasNone() {
        assertThatThrownBy(() -> catalogue(Map.of("local.type", "opnai"), Map.of()))
                .rootCause()
                .hasMessageContaining("'opnai'")
                .hasMessageContaining(
                        "openai, anthropic, azure-openai, gemini, groq, mistral, bedrock, openai-compatible");
    }

    @Test
    void changesTheDialectOfAKindByTheSettingsOfOneProvider() {
        ProviderCatalogue catalogue = catalogue(
                Map.of(
                        "plain.base-url", "http://localhost:1/v1",
                        "other.base-url", "http://localhost:1/v1",
                        "other.responses", "true",
                        "other.stream-usage", "false",
                        "other.json-schema", "false",
                        "anthropic.api-key", "k",
                        "anthropic.responses", "true"),
                Map.of("LLM_MORE_BASE_URL", "http://localhost:1/v1", "LLM_MORE_JSON_SCHEMA", "false"));

        assertThat(dialect(catalogue, "plain")).isEqualTo(new OpenAiCompatible().dialect());
        assertThat(dialect(catalogue, "other").operations())
                .containsExactlyInAnyOrder(Operation.CHAT, Operation.EMBEDDINGS, Operation.RESPONSES);
        assertThat(dialect(catalogue, "other").steps()).containsExactly(new JsonObjectFormat());
        assertThat(dialect(catalogue, "more").steps()).containsExactly(new StreamUsage(), new JsonObjectFormat());
        assertThat(reasons(catalogue).get("anthropic")).contains("responses: true", "anthropic");
    }

    private static Dialect dialect(ProviderCatalogue catalogue, String provider) {
        return catalogue.serving(provider + "/m").provider().dialect();
    }

    private static ConfiguredAccount account(Map<String, String> settings, Map<String, String> environment) {
        return new ProviderSettingsReader(environment)
                .read(properties(settings).providers())
                .getFirst()
                .provider()
                .accounts()
                .getFirst();
    }

    @Test
    void findsAModelByListByPrefixAndByTheFirstThatTakesAny() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String provider : List.of("any", "vllm", "twin")) {
            settings.put(provider + ".base-url", "http://localhost:1/v1");
        }
        settings.put("any.models", "*");
        settings.put("vllm.models", "meta-llama/Llama-3,small");
        settings.put("twin.models", "small");
        ProviderCatalogue catalogue = catalogue(settings, Map.of());

        assertThat(route(catalogue, "small")).isEqualTo("vllm small");
        assertThat(route(catalogue, "twin/small")).isEqualTo("twin small");
        assertThat(route(catalogue, "meta-llama/Llama-3")).isEqualTo("vllm meta-llama/Llama-3");
        assertThat(route(catalogue, "any/org/model")).isEqualTo("any org/model");
        assertThat(route(catalogue, "unheard-of")).isEqualTo("any unheard-of");
        assertThatThrownBy(() -> catalogue.serving("twin/large"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("Nearest are: twin/small");
        assertThatThrownBy(() -> catalogue.serving("openai/gpt"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("openai (OPENAI_API_KEY is not set)");
    }

    @Test
    void namesTheNearestModelsOfManyNotAll() {
        List<String> many = new ArrayList<>(List.of("gpt-5", "gpt-5-mini", "claude-sonnet-5"));
        IntStream.range(0, 300).forEach(number -> many.add("vendor-model-" + number));
        ProviderCatalogue catalogue = catalogue(
                Map.of("acme.base-url", "http://localhost:1/v1", "acme.models", String.join(",", many)), Map.of());

        assertThatThrownBy(() -> catalogue.serving("acme/gtp-5"))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContainingAll("acme/gpt-5, ", "GET /v1/models lists what there is")
                .message()
                .hasSizeLessThan(400);
    }

    @Test
    void keepsSecretsToItself() {
        var settings = properties(Map.of("openai.api-key", "sk-secret")).providers();

        assertThat(settings.toString()).contains("****").doesNotContain("sk-secret");
        assertThat(catalogue(Map.of("OPENAI_API_KEY", "sk-secret")).providers().toString())
                .doesNotContain("sk-secret");
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

    private static ProviderCatalogue catalogue(Map<String, String> settings, Map<String, String> environment) {
        return new ProviderCatalogue(List.of(), properties(settings), environment);
    }

    /** @param settings those of providers, with the provider's name in front */
    private static RouterProperties properties(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        settings.forEach((name, value) -> all.put("quantumlayer.router.providers." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("quantumlayer.router", RouterProperties.class);
    }
}
