package io.quantumlayer.recipes.recipe;

import io.quantumlayer.platform.yaml.InvalidYamlException;
import io.quantumlayer.platform.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All recipes, in the order of their ids. */
public final class RecipeLibrary {

    private final Map<String, Recipe> recipes = new TreeMap<>();
    private final Templates templates;

    private RecipeLibrary(Templates templates) {
        this.templates = templates;
    }

    /**
     * Reads the recipes that the engine brings along and those of a folder.
     *
     * @param recipesDir folder with one folder for each recipe, or {@code null}
     * @throws InvalidRecipeException if one of them cannot be used
     * @throws InvalidYamlException if a {@code recipe.yaml} is not readable
     */
    public static RecipeLibrary load(@Nullable Path recipesDir) {
        if (recipesDir != null && !Files.isDirectory(recipesDir)) {
            throw new InvalidRecipeException(recipesDir.toString(), List.of("is not a folder"));
        }
        RecipeLibrary library = new RecipeLibrary(new Templates(recipesDir));
        try {
            for (Resource own :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:recipes/*/recipe.yaml")) {
                String path = own.getURL().getPath();
                String[] steps = path.split("/");
                library.add(own, "recipes/" + steps[steps.length - 2] + "/recipe.yaml", steps[steps.length - 2]);
            }
            if (recipesDir != null) {
                for (Path theirs : folders(recipesDir)) {
                    Path file = theirs.resolve("recipe.yaml");
                    library.add(
                            new FileSystemResource(file),
                            file.toString(),
                            theirs.getFileName().toString());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The recipes cannot be read", unreadable);
        }
        return library;
    }

    private static List<Path> folders(Path recipesDir) throws IOException {
        try (Stream<Path> entries = Files.list(recipesDir)) {
            return entries.filter(entry -> Files.exists(entry.resolve("recipe.yaml")))
                    .sorted()
                    .toList();
        }
    }

    private void add(Resource resource, String file, String folder) {
        Recipe recipe = Yaml.read(resource, file, Recipe.class);
        List<String> faults = new ArrayList<>(RecipeChecks.faults(folder, recipe, templates));
        if (recipes.containsKey(recipe.id())) {
            faults.add("id " + recipe.id() + " is taken by another recipe");
        }
        if (!faults.isEmpty()) {
            throw new InvalidRecipeException(file, faults);
        }
        recipes.put(recipe.id(), recipe);
    }

    /** Every recipe. */
    public List<Recipe> all() {
        return List.copyOf(recipes.values());
    }

    /** The recipe of that id. */
    public Optional<Recipe> find(String id) {
        return Optional.ofNullable(recipes.get(id));
    }

    /** The recipes that a prompt can ask for. */
    public List<Recipe> offered() {
        return recipes.values().stream()
                .filter(recipe -> recipe.kind() != Recipe.Kind.MINIMAL)
                .toList();
    }

    /** What is made when a prompt names no behaviour, or one that no recipe has. */
    public Recipe minimal() {
        return recipes.values().stream()
                .filter(recipe -> recipe.kind() == Recipe.Kind.MINIMAL)
                .findFirst()
                .orElseThrow(() -> new InvalidRecipeException("recipes", List.of("no recipe has the kind minimal")));
    }

    /** What renders the recipes' templates. */
    public Templates templates() {
        return templates;
    }
}
