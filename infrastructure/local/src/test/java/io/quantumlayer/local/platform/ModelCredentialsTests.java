package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelCredentialsTests {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern GIVEN_ON = Pattern.compile("(?m)^\\| (.*) \\| models; given to `llm-router`");

    /** The router's tests compare its providers with the same row, so that neither list is without the other. */
    @Test
    void givesOnWhatTheReferenceSays() throws IOException {
        Matcher row = GIVEN_ON.matcher(Files.readString(DOCS.resolve("reference/ql.md")));

        assertThat(row.find()).isTrue();
        assertThat(Stream.of(row.group(1).split(", ")).map(name -> name.replaceAll("[`*]", "")))
                .containsExactlyElementsOf(ModelCredentials.PREFIXES);
    }

    @Test
    void namesAKeyOfEveryProviderOfTheHowTo() throws IOException {
        String table = Files.readString(DOCS.resolve("how-to/models.md"));

        assertThat(ModelCredentials.KEYS).allSatisfy(key -> assertThat(table).contains("`" + key + "`"));
    }

    @Test
    void showsTheNamesOfCredentialsAndNotOfOtherSettings() {
        Map<String, String> environment = new TreeMap<>();
        ModelCredentials.KEYS.forEach(key -> environment.put(key, "secret"));
        environment.put("AZURE_OPENAI_KEY", "secret");
        environment.put("GROQ_API_KEY_FILE", "/keys/groq");
        List<String> credentials = List.copyOf(environment.keySet());
        environment.put("AZURE_OPENAI_ENDPOINT", "https://acme.openai.azure.com");
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("LLM_LOCAL_MODELS", "m");
        environment.put("LLM_ROUTER_KEY", "ql");
        environment.put("MISTRAL_API_KEY", "");

        assertThat(ModelCredentials.namesIn(environment))
                .containsExactlyElementsOf(credentials.stream()
                        .filter(name -> !name.equals("MISTRAL_API_KEY"))
                        .toList());
    }
}
