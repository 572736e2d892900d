package io.quantumlayer.local;

import static io.quantumlayer.local.RunningPlatform.address;
import static io.quantumlayer.local.RunningPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.RunningPlatform.Finished;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/**
 * A prompt that no recipe covers becomes a project with every vendor's models, by the rules of each vendor. All runs go side
 * by side on one platform.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {

    /** Provider and model, as {@code --model} takes them. */
    static final List<String> MODELS = List.of(
            "openai/gpt-5",
            "openai/gpt-4.1",
            "anthropic/claude-3-5-sonnet-20241022",
            "anthropic/claude-sonnet-4-5-20250929",
            "anthropic/claude-sonnet-5",
            "anthropic/claude-opus-5-5",
            "gemini/gemini-3-pro-preview",
            "mistral/mistral-large-latest",
            "groq/llama-3.3-70b-versatile",
            "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "bedrock/us.anthropic.claude-sonnet-5",
            "local/llama-3.1-8b");

    private static final List<String> UNCLEAN =
            List.of("thinking/llama-3.1-8b", "fencing/llama-3.1-8b", "raw/llama-3.1-8b", "cutting/llama-3.1-8b");
    private static final String LIMITED = "limited/gpt-4.1";
    private static final String LOCKED = "locked/gpt-4.1";
    private static final String SPENT = "spent/gpt-4.1";

    private static final String REQUEST = """
        {"prompt":"%s","language":"python","type":"module","model":"%s"}\
        """;

    private final Map<String, HttpResponse<String>> started = new LinkedHashMap<>();
    private ModelVendors vendors;
    private RunningPlatform platform;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        vendors = new ModelVendors();
        platform = RunningPlatform.start(temporary.toRealPath(), vendors.variables());
        ask(LIMITED, TwelveParts.PROMPT);
        for (String model : List.of(LOCKED, SPENT)) {
            ask(model, ScriptedProject.TEMPERATURE_PROMPT);
        }
        for (String model : MODELS) {
            ask(model, ScriptedProject.TEMPERATURE_PROMPT);
        }
        for (String model : UNCLEAN) {
            ask(model, ScriptedProject.TEMPERATURE_PROMPT);
        }
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
        vendors.close();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void aProjectIsCompleteWhicheverVendorTheModelIsOf(String model) throws IOException, InterruptedException {
        completes(model);

        assertThat(vendors.asked(model).getLast().isRefused()).isFalse();
        // What a model refuses is learned once and not asked for again.
        assertThat(vendors.refused(model)).as(() -> why(model)).hasSizeLessThanOrEqualTo(1);
        delivered(model, 5);
    }

    @ParameterizedTest
    @FieldSource("UNCLEAN")
    void aGoodAnswerIsUsedWhateverIsAroundItOrMissingAtItsEnd(String model) throws IOException, InterruptedException {
        completes(model);

        delivered(model, 5);
    }

    @Test
    void twelveFilesAreWrittenOnceEachAlthoughThreeCallsAreAllowedInTenSeconds()
            throws IOException, InterruptedException {
        completes(LIMITED);

        assertThat(vendors.twelveParts().written()).isEqualTo(TwelveParts.PARTS);
        delivered(LIMITED, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        locked/gpt-4.1 | Incorrect API key provided
        spent/gpt-4.1  | You exceeded your current quota, please check your plan and billing details.
        """)
    void whatNoWaitingMendsEndsTheRunAtOnceInTheVendorsWords(String model, String sentence)
            throws IOException, InterruptedException {
        JsonNode state = ended(model);

        assertThat(state.path("status").asString()).as(() -> why(model)).isEqualTo("Failed");
        assertThat(result(model).statusCode()).isEqualTo(409);
        assertThat(json(result(model)).path("detail").asString()).contains(sentence);
        assertThat(vendors.asked(model)).hasSize(1);
    }

    private void ask(String model, String prompt) throws IOException, InterruptedException {
        HttpResponse<String> answer = platform.post(REQUEST.formatted(prompt, model));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        started.put(model, answer);
    }

    private void completes(String model) throws IOException, InterruptedException {
        JsonNode state = ended(model);

        assertThat(state.path("status").asString()).as(() -> why(model)).isEqualTo("Completed");
        assertThat(json(result(model)).path("verdict").asString())
                .as(() -> why(model))
                .isEqualTo("complete");
    }

    private JsonNode ended(String model) throws IOException, InterruptedException {
        return platform.await(
                run(model), state -> !state.path("status").asString().equals("Running"));
    }

    private void delivered(String model, int tests) throws IOException, InterruptedException {
        Path project = platform.downloaded(run(model));
        Finished test = platform.shell(project, "python3 -m unittest discover -s tests -t . -v");
        assertThat(test.exitCode()).as(test.output()).isZero();
        assertThat(test.output()).containsPattern("Ran %d tests? in".formatted(tests));
        assertThat(Files.readString(project.resolve("README.md"))).isNotBlank();
    }

    private HttpResponse<String> result(String model) throws IOException, InterruptedException {
        return platform.get(address(run(model), "/result"));
    }

    private HttpResponse<String> run(String model) {
        HttpResponse<String> run = started.get(model);
        assertThat(run).as(model).isNotNull();
        return run;
    }

    private String why(String model) {
        try {
            return "%s%nresult: %s%nrefused: %s"
                    .formatted(
                            model,
                            result(model).body(),
                            vendors.refused(model).stream()
                                    .map(each -> "%d %s".formatted(each.status(), each.answer()))
                                    .toList());
        } catch (IOException | InterruptedException e) {
            return model + ": " + e;
        }
    }
}
