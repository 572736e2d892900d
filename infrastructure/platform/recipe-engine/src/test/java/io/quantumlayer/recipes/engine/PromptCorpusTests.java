package io.quantumlayer.recipes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prompts of which a recipe has every word ({@code corpus/covered.txt}), and prompts of much the same words that ask for
 * something else ({@code corpus/uncovered.txt}).
 */
class PromptCorpusTests {

    static Stream<String> covered() throws IOException {
        return lines("covered.txt");
    }

    static Stream<String> uncovered() throws IOException {
        return lines("uncovered.txt");
    }

    static Stream<Arguments> examples() {
        return RecipeLibrary.load(null).offered().stream()
                .flatMap(recipe -> recipe.examples().stream()
                        .flatMap(example -> recipe.languages().keySet().stream()
                                .map(language -> Arguments.of(recipe.id(), example, language))));
    }

    @ParameterizedTest
    @MethodSource("covered")
    void coversEveryWayToAskForWhatARecipeDoes(String line) {
        String[] row = line.split(" \\| ");
        Asked asked = asked(row[1]);

        assertThat(asked.recipe()).isEqualTo(row[0]);
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("uncovered")
    void neverCallsCoveredWhatARecipeDoesOtherwise(String prompt) {
        assertThat(asked(prompt).requirements().uncovered()).isNotEmpty();
    }

    @ParameterizedTest(name = "{1} ({2})")
    @MethodSource("examples")
    void coversTheExamplesOfEachRecipe(String recipe, String example, String language) {
        Asked asked = Asked.of(example, language);

        assertThat(asked.recipe()).isEqualTo(recipe);
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @Test
    void everyRecipeThatIsOfferedSaysHowToAskForItAndFunctionsWhatTheyTakeAndGive() {
        assertThat(RecipeLibrary.load(null).offered()).allSatisfy(recipe -> {
            assertThat(recipe.examples()).isNotEmpty();
            assertThat(recipe.kind() == Recipe.Kind.FUNCTION
                            && recipe.exchanges().isEmpty())
                    .isFalse();
        });
    }

    @Test
    void quotesCodeWhole() {
        Requirements requirements = Asked.of(
                        "Find the prime factors of a number, with `factorize(8) == [2, 2, 2]` and `factorize(70) == [2, 5, 7]`.",
                        "python")
                .requirements();

        assertThat(requirements.uncovered())
                .extracting(Requirements.Uncovered::clause)
                .allSatisfy(clause -> assertThat(clause).doesNotEndWith("2, 2").doesNotStartWith("8)"))
                .anySatisfy(clause -> assertThat(clause).contains("`factorize(8) == [2, 2, 2]`"));
    }

    private static Asked asked(String prompt) {
        return Asked.of(prompt, "python", prompt.matches(".*\\b(?:REST|HTTP|CRUD)\\b.*") ? "api" : "function");
    }

    private static Stream<String> lines(String name) throws IOException {
        try (InputStream corpus = PromptCorpusTests.class.getResourceAsStream("/corpus/" + name)) {
            List<String> lines = new String(corpus.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            return lines.stream();
        }
    }
}
