package io.quantumlayer.recipes.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.platform.yaml.InvalidYamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeLibraryTests {

    private static final String RECIPE = """
            id: greeting
            version: 1.0.0
            title: Greeting
            kind: function
            summary: Greets by name.
            match:
              all:
                - [greet*]
            called: [greeter]
            exchanges:
              - {takes: [names], gives: [greeting]}
            requirements:
              - id: R1
                text: Greets "[=project.name]" by name.
                acceptance: ["Ada is greeted."]
                phrases: [name]
            cases:
              - {id: T1, name: greets by name, kind: example, covers: [R1]}
            languages:
              python:
                entry_points: [{file: greeting.py, symbol: greet}]
                files:
                  - {path: greeting.py, template: python/greeting.py.ftl, kind: source, purpose: "Greets"}
                  - {path: tests/test_greeting.py, template: python/test.py.ftl, kind: test, purpose: "Tests", depends_on: [greeting.py]}
            """;

    @TempDir
    private Path folder;

    @Test
    void bringsTheBuiltInRecipesAlong() {
        assertThat(RecipeLibrary.load(null).all())
                .extracting(Recipe::id)
                .contains(
                        "csv-to-json",
                        "entity-service",
                        "iban-check",
                        "lru-cache",
                        "merge-intervals",
                        "minimal-function",
                        "prime-factors",
                        "roman-numerals",
                        "slug",
                        "token-bucket");
    }

    /** A question would keep every project of the recipe from being complete. */
    @Test
    void decidesWhateverThePromptLeavesOpen() {
        assertThat(RecipeLibrary.load(null).all())
                .filteredOn(recipe -> recipe.kind() != Recipe.Kind.MINIMAL)
                .allSatisfy(recipe -> assertThat(recipe.questions()).isEmpty());
    }

    @Test
    void addsRecipesOfAFolderThatMayShareBuiltInTemplates() throws IOException {
        write(RECIPE.replace("template: python/test.py.ftl", "template: ../shared/java/Tap.java.ftl"));

        RecipeLibrary library = RecipeLibrary.load(folder);

        assertThat(library.find("greeting")).isPresent();
        assertThat(library.templates().render("greeting/python/greeting.py.ftl", Map.of("name", "Ada")))
                .isEqualTo("print(\"Ada\", f\"{1}\")\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: greeting | id: salute | id must be the folder's name
            version: 1.0.0 | version: one | version must be like 1.0.0
            kind: function | kind: poem | kind
            title: Greeting | titel: Greeting | title, line 25: Missing required
            summary: Greets by name. | summary: | summary has no value
            - [greet*] | - ["*"] | match.all[0]: the phrase "*" has no word
            called: [greeter] | called: ["*"] | called: the phrase "*" has no word
            takes: [names] | takes: ["-"] | exchanges[0].takes: the phrase "-" has no word
            gives: [greeting] | gives: greeting | gives
            phrases: [name] | beside: ["*"] | requirements[0].beside: the phrase "*" has no word
            covers: [R1] | covers: [R2] | cases[0].covers names R2
            kind: example | kind: guess | cases[0].kind must be one of boundary, contract, example, negative, property
            [=project.name] | [=project. | requirements[0] has a text that is no template
            file: greeting.py | file: other.py | languages.python.entry_points[0].file is not among the files
            depends_on: [greeting.py] | depends_on: [other.py] | languages.python.files[1].depends_on names other.py
            python/test.py.ftl | python/missing.ftl | languages.python.files[1].template names python/missing.ftl, which does not exist
            python/test.py.ftl | python/broken.ftl | languages.python.files[1].template is no template
            path: tests/test_greeting.py | path: ../test_greeting.py | languages.python.files[1].path must stay inside the project
            kind: test | kind: build | languages.python.files has no test
            id: R1 | id: Q1 | requirements[0].id must begin with R
            """)
    void namesFileAndMemberOfABrokenRecipe(String good, String bad, String fault) throws IOException {
        write(RECIPE.replace(good, bad));

        assertThatThrownBy(() -> RecipeLibrary.load(folder))
                .isInstanceOfAny(InvalidRecipeException.class, InvalidYamlException.class)
                .hasMessageContaining("greeting/recipe.yaml")
                .hasMessageContaining(fault);
    }

    @Test
    void refusesAnIdThatIsTaken() throws IOException {
        Files.createDirectories(folder.resolve("slug"));
        Files.writeString(folder.resolve("slug/recipe.yaml"), RECIPE.replace("id: greeting", "id: slug"));

        assertThatThrownBy(() -> RecipeLibrary.load(folder)).hasMessageContaining("id slug is taken by another recipe");
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> RecipeLibrary.load(folder.resolve("none")))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void failsOnAVariableThatIsNotThere() throws IOException {
        write(RECIPE);
        Templates templates = RecipeLibrary.load(folder).templates();

        assertThatThrownBy(() -> templates.render("greeting/python/greeting.py.ftl", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name");
    }

    @Test
    void keepsTemplatesAwayFromClassesAndOtherFiles() {
        Templates templates = new Templates(folder);

        assertThatThrownBy(() ->
                        templates.renderText("[=\"freemarker.template.utility.Execute\"?new()(\"id\")]", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> templates.render("../../etc/passwd", Map.of())).hasMessageContaining("passwd");
    }

    private void write(String recipe) throws IOException {
        Path python = Files.createDirectories(folder.resolve("greeting/python"));
        Files.writeString(folder.resolve("greeting/recipe.yaml"), recipe);
        Files.writeString(python.resolve("greeting.py.ftl"), "print(\"[=name]\", f\"{1}\")\n");
        Files.writeString(python.resolve("test.py.ftl"), "pass\n");
        Files.writeString(python.resolve("broken.ftl"), "[#if x]\n");
    }
}
