package io.quantumlayer.recipes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Every recipe in every language it is written for, generated from a prompt, built and tested. */
class RecipesIT {

    /** Prompts for each recipe; a recipe without one fails. */
    private static final Map<String, List<String>> PROMPTS = Map.of(
            "csv-to-json", List.of("Convert CSV to JSON"),
            "iban-check", List.of("Check whether an IBAN is valid"),
            "lru-cache", List.of("Implement an LRU cache"),
            "merge-intervals", List.of("Merge overlapping intervals"),
            "minimal-function", List.of("Create a function"),
            "prime-factors", List.of("Return the prime factors of a number"),
            "roman-numerals", List.of("Convert integers to Roman numerals and back"),
            "slug", List.of("Slugify a title"),
            "token-bucket", List.of("Token bucket rate limiter"),
            "entity-service",
                    List.of(
                            "REST API for products with name, price and stock; each product belongs to a category",
                            """
                            REST API. A book has a title (max 100 characters), an isbn (unique), optional pages, a rating from 1 to 5, \
                            a weight (decimal, at least 0.5), an is_available flag, a published date and created at. \
                            Each book belongs to an author and may belong to a publisher. Each author has a name and an optional class. \
                            Every enrolment belongs to an author and a book.""",
                            "CRUD for people"));

    @TempDir
    Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    List<DynamicTest> buildsAndPassesItsTests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recipe recipe : RecipeLibrary.load(null).all()) {
            List<String> prompts = PROMPTS.getOrDefault(recipe.id(), List.of());
            assertThat(prompts).as("prompts for recipe %s", recipe.id()).isNotEmpty();
            for (String language : recipe.languages().keySet()) {
                for (String prompt : prompts) {
                    tests.add(dynamicTest(
                            recipe.id() + " in " + language + (prompts.size() > 1 ? ": " + prompt : ""),
                            () -> buildAndTest(recipe, language, prompt)));
                }
            }
        }
        return tests;
    }

    private void buildAndTest(Recipe recipe, String language, String prompt) throws Exception {
        Asked asked = Asked.of(prompt, language, recipe.kind() == Recipe.Kind.SERVICE ? "api" : "function");
        assertThat(asked.recipe()).isEqualTo(recipe.id());
        Map<String, String> files = new LinkedHashMap<>();
        asked.structure().path("files").forEach(file -> {
            String path = file.path("path").asString();
            files.put(path, asked.file(path).path("content").asString());
        });
        JsonNode suite = asked.testSuite();
        suite.path("files")
                .forEach(file -> assertThat(file.path("content").asString())
                        .isEqualTo(files.get(file.path("path").asString())));
        GeneratedProject project = GeneratedProject.write(
                folder.resolve(recipe.id() + "-" + language + "-" + files.hashCode()), language, files);

        project.build();
        List<String> passed = project.test();

        List<String> planned = asked.testPlan()
                .path("cases")
                .valueStream()
                .map(test -> TestNames.comparable(test.path("name").asString()))
                .toList();
        assertThat(passed.stream().map(TestNames::comparable)).containsExactlyInAnyOrderElementsOf(planned);
    }
}
