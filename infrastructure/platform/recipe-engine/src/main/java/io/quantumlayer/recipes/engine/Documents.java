package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Documentation;
import io.quantumlayer.contracts.project.Frd;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import io.quantumlayer.recipes.recipe.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The texts for people: the functional requirements document and the README. */
final class Documents {

    private final Templates templates;
    private final String minimal;
    private final List<Map<String, Object>> recipes;

    Documents(RecipeLibrary library) {
        this.templates = library.templates();
        this.minimal = library.minimal().id();
        this.recipes = offered(library);
    }

    /** What templates see of the recipes that a prompt can ask for. */
    static List<Map<String, Object>> offered(RecipeLibrary library) {
        return library.offered().stream()
                .map(recipe -> Map.<String, Object>of(
                        "title", recipe.title(),
                        "summary", recipe.summary(),
                        "languages", List.copyOf(recipe.languages().keySet()),
                        "examples", recipe.examples()))
                .toList();
    }

    Frd frd(ProjectRequest request, Requirements requirements) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("request", Map.of("prompt", request.prompt().strip(), "language", request.language()));
        model.put("requirements", Json.map(requirements));
        model.put("stands_in", standsIn(requirements));
        model.put("recipes", recipes);
        model.put("engine", Analyst.ENGINE + " " + Analyst.VERSION);
        return new Frd(
                requirements.title(),
                templates.render("frd.md.ftl", model),
                requirements.assumptions(),
                requirements.questions());
    }

    /**
     * The README.
     *
     * @param build commands that build the project, possibly none
     * @param test commands that test it, possibly none
     */
    Documentation documentation(Plan plan, String language, List<String> build, List<String> test) {
        ProjectStructure structure = plan.structure();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("requirements", Json.map(plan.requirements()));
        model.put("structure", Json.map(structure));
        model.put("covers", plan.origin().covers());
        model.put("recipe", Stream.ofNullable(plan.origin().recipe()).toList());
        model.put(
                "recipe_version",
                Stream.ofNullable(plan.origin().recipeVersion()).toList());
        model.put("stands_in", standsIn(plan.requirements()));
        model.put("recipes", recipes);
        model.put("language", language);
        model.put("build", build);
        model.put("test", test);
        model.put("engine", Analyst.ENGINE + " " + Analyst.VERSION);
        List<String> commands = new ArrayList<>(build);
        commands.addAll(test);
        return new Documentation(templates.render("readme.md.ftl", model), commands);
    }

    /** Whether the minimal project, or none, takes the place of what was asked for. */
    private boolean standsIn(Requirements requirements) {
        Map<String, Object> origin = requirements.origin();
        return origin == null || !Boolean.TRUE.equals(origin.get("covers")) || minimal.equals(origin.get("recipe"));
    }
}
