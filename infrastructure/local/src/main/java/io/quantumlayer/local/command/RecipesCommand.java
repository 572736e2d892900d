package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.terminal.Text;
import io.quantumlayer.platform.yaml.InvalidYamlException;
import io.quantumlayer.recipes.recipe.InvalidRecipeException;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "recipes",
        description = "Lists what the built-in engine can make without a model, with a prompt for each.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql recipes")
final class RecipesCommand implements Callable<Integer> {

    /** Setting of the router that names a folder with further recipes. */
    private static final String FOLDER = "QUANTUMLAYER_ROUTER_RECIPES_DIR";

    private final Surroundings surroundings;

    RecipesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintStream out = surroundings.terminal().out();
        recipes().forEach(recipe -> print(out, recipe));
        out.println("Whatever else a prompt asks for is named as not covered. A language model can make it: see"
                + " docs/how-to/connect-a-model.md");
        return ExitCode.COMPLETE.code();
    }

    private List<Recipe> recipes() {
        try {
            return RecipeLibrary.load(folder()).offered();
        } catch (InvalidRecipeException | InvalidYamlException broken) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "%s has a recipe that cannot be used: %s".formatted(FOLDER, broken.getMessage()),
                    broken);
        }
    }

    private @Nullable Path folder() {
        String named = surroundings.environment().getOrDefault(FOLDER, "");
        return named.isBlank() ? null : surroundings.workingDirectory().resolve(named);
    }

    private static void print(PrintStream out, Recipe recipe) {
        out.println(Text.plain(recipe.title()) + " ("
                + String.join(", ", recipe.languages().keySet()) + ")");
        out.println("  " + Text.plain(recipe.summary()));
        String language = recipe.languages().keySet().iterator().next();
        for (String example : recipe.examples()) {
            out.println("  ql generate \"%s\" --language %s".formatted(Text.plain(example), language));
        }
        out.println();
    }
}
