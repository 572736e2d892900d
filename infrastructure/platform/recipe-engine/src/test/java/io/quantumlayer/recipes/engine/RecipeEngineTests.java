package io.quantumlayer.recipes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RecipeEngineTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Arguments> requests() {
        List<String> prompts = List.of(
                "Create a Python function",
                "Create a Python function that checks whether an IBAN is valid",
                "IBAN check that also looks up the bank name online",
                "Slugify a title",
                "Implement an LRU cache",
                "products with name, price and stock; each product belongs to a category",
                "a REST API without anything",
                "computes the Mandelbrot set and renders it as a picture",
                "???",
                "漢字");
        List<String> languages = List.of("python", "java", "javascript", "go", "Rust", "C#");
        return prompts.stream()
                .flatMap(prompt -> languages.stream()
                        .map(language ->
                                Arguments.of(prompt, language, prompt.startsWith("products") ? "api" : "function")));
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("requests")
    void everyAnswerFulfilsItsSchema(String prompt, String language, String type) throws IOException {
        Asked asked = Asked.of(prompt, language, type);
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        answers.put("frd", asked.frd());
        answers.put("requirements", asked.requirementsJson());
        answers.put("project_structure", asked.structure());
        answers.put("test_plan", asked.testPlan());
        answers.put("test_suite", asked.testSuite());
        answers.put("failure_judgement", asked.judgement("test_adds"));
        answers.put("documentation", asked.documentation());
        answers.put(
                "source_file",
                asked.file(asked.structure().path("files").path(0).path("path").asString()));

        for (Map.Entry<String, JsonNode> answer : answers.entrySet()) {
            assertThat(violations(answer.getKey(), answer.getValue()))
                    .as(answer.getKey())
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("requests")
    void theSameRequestGivesTheSameBytes(String prompt, String language, String type) {
        Asked first = Asked.of(prompt, language, type);
        Asked second = Asked.of(prompt, language, type);
        RecipeEngine other = new RecipeEngine(RecipeLibrary.load(null));
        ObjectNode input = JSON.createObjectNode()
                .set("request", JSON.valueToTree(Map.of("prompt", prompt, "language", language, "type", type)));

        assertThat(second.requirementsJson().toString())
                .isEqualTo(first.requirementsJson().toString());
        assertThat(second.testSuite().toString()).isEqualTo(first.testSuite().toString());
        assertThat(second.documentation().toString())
                .isEqualTo(first.documentation().toString());
        assertThat(other.answer("frd", input)).isEqualTo(Asked.ENGINE.answer("frd", input));
    }

    @Test
    void aStandInCoversNothingOfWhatWasAskedFor() {
        Asked asked = Asked.of("computes the Mandelbrot set", "java");

        assertThat(asked.testPlan().path("cases")).isNotEmpty();
        assertThat(asked.testPlan().findValues("covers"))
                .allSatisfy(covers -> assertThat(covers).isEmpty());
        assertThat(asked.testSuite().findValues("covers"))
                .allSatisfy(covers -> assertThat(covers).isEmpty());
        assertThat(asked.documentation().path("readme").asString())
                .contains("does not do what was asked for", "| RC1 | Computes the Mandelbrot set. | not covered |");
    }

    @ParameterizedTest
    @CsvSource({"computes the Mandelbrot set, go", "Create a Python function, python"})
    void thePagesOfAStandInSayWhatTheEngineCanMake(String prompt, String language) {
        Asked asked = Asked.of(prompt, language);
        String row =
                "| IBAN validation (python, java, javascript, go) | \"Create a function that checks whether an IBAN is valid\" |";

        assertThat(asked.documentation().path("readme").asString()).contains(row);
        assertThat(asked.frd().path("markdown").asString()).contains(row);
        assertThat(Asked.of("Check IBANs", "go").frd().path("markdown").asString())
                .doesNotContain("can make");
    }

    @Test
    void anUnknownLanguageGetsAFileThatSaysSo() {
        Asked asked = Asked.of("Check whether an IBAN is valid", "Rust");

        assertThat(asked.structure()
                        .path("files")
                        .valueStream()
                        .map(file -> file.path("path").asString()))
                .containsExactly("UNSUPPORTED.md");
        assertThat(asked.structure().path("entry_points")).isEmpty();
        assertThat(asked.file("UNSUPPORTED.md").path("content").asString())
                .contains("does not write rust", "language: Rust", "IBAN", "| Roman numerals (python");
        assertThat(asked.testPlan().path("cases")).isEmpty();
        assertThat(asked.documentation().path("readme").asString()).contains("Nothing was generated");
    }

    @Test
    void aReadmeSaysHowToUseBuildAndTestAndWhereItComesFrom() {
        JsonNode documentation =
                Asked.of("Check whether an IBAN is valid", "python").documentation();

        assertThat(documentation.path("readme").asString())
                .contains(
                        "# IBAN validation",
                        "| `iban.py` | `is_valid_iban(text: str) -> bool` |",
                        "```sh\nmake\n```",
                        "```sh\nmake test\n```",
                        "Generated deterministically by recipe-engine 1.0.0 from the recipe `iban-check` 1.0.0, not by an AI model.");
        assertThat(documentation.path("commands").valueStream().map(JsonNode::asString))
                .containsExactly("make", "make test");
    }

    @Test
    void aDocumentQuotesThePromptLineByLine() {
        String markdown = Asked.of("Check IBANs\n# and | more", "python")
                .frd()
                .path("markdown")
                .asString();

        assertThat(markdown).contains("> Check IBANs\n> # and | more\n");
    }

    @Test
    void aTestSuiteNamesItsTestsAsTheyStandInTheFiles() {
        assertThat(name("python")).isEqualTo("test_accepts_valid_ibans_of_several_countries");
        assertThat(name("java")).isEqualTo("acceptsValidIbansOfSeveralCountries");
        assertThat(name("javascript")).isEqualTo("accepts valid ibans of several countries");
        assertThat(name("go")).isEqualToIgnoringCase("TestAcceptsValidIbansOfSeveralCountries");
    }

    private static String name(String language) {
        return Asked.of("Check whether an IBAN is valid", language)
                .testSuite()
                .path("tests")
                .path(0)
                .path("name")
                .asString();
    }

    @Test
    void aFileThatTheProjectDoesNotHaveIsRefused() {
        Asked asked = Asked.of("Check whether an IBAN is valid", "python");

        assertThatThrownBy(() -> asked.file("../secrets.py"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("iban.py")
                .extracting("param")
                .isEqualTo("path");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frd | {} | request
            frd | {"request": {"language": "python"}} | request.prompt
            frd | {"request": {"prompt": "x"}} | request.language
            frd | {"request": {"prompt": " ", "language": "go"}} | request.prompt
            frd | {"request": {"prompt": 7, "language": "go"}} | request.prompt
            frd | {"request": {"prompt": "x", "language": "go", "requirements": []}} | request.requirements
            requirements | {"request": {"prompt": "REST API", "language": "go", "requirements": {"entities": 7}}} | request.requirements.entities
            requirements | {"request": {"prompt": "REST API", "language": "go", "requirements": {"entities": [{}]}}} | request.requirements.entities[0]
            requirements | {"request": {"prompt": "REST API", "language": "go", "requirements": {"entities": [{"name": "漢"}]}}} | request.requirements.entities[0].name
            project_structure | {"request": {"prompt": "x", "language": "go"}} | requirements
            test_plan | {"request": {"prompt": "x", "language": "go"}, "requirements": {"name": "x"}} | requirements.origin
            source_file | {"request": {"prompt": "x", "language": "go"}, "requirements": {}} | requirements.origin
            poem | {} | response_format.json_schema.name
            """)
    void namesTheMemberThatIsMissingOrWrong(String schema, String input, String param) {
        assertThatThrownBy(() -> Asked.ENGINE.answer(schema, JSON.readTree(input)))
                .isInstanceOf(EngineException.class)
                .extracting("param")
                .isEqualTo(param);
    }

    @Test
    void requirementsOfAnotherVersionOfARecipeAreRefused() {
        Asked asked = Asked.of("Check whether an IBAN is valid", "python");
        JsonNode requirements = asked.requirementsJson();
        ((ObjectNode) requirements.path("origin")).put("recipe_version", "0.9.0");

        assertThatThrownBy(() -> asked.answer("project_structure", Map.of("requirements", requirements)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("recipe iban-check is now at 1.0.0");
    }

    private static List<String> violations(String schema, JsonNode answer) throws IOException {
        try (InputStream text = RecipeEngineTests.class.getResourceAsStream("/schemas/" + schema + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(answer)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
