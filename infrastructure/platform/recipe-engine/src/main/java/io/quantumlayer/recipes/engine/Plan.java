package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.SourceFile;
import io.quantumlayer.contracts.project.TestPlan;
import io.quantumlayer.contracts.project.TestPlan.TestCase;
import io.quantumlayer.contracts.project.TestSuite;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import io.quantumlayer.recipes.recipe.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The project that requirements lead to: its files, their contents and its tests. */
final class Plan {

    private static final String UNSUPPORTED = "UNSUPPORTED.md";

    private final Requirements requirements;
    private final Origin origin;
    private final Recipe.@Nullable LanguageFiles files;
    private final @Nullable Recipe recipe;
    private final Expansion expansion;
    private final Templates templates;
    private final List<Map<String, Object>> recipes;
    private final Map<String, Object> model;
    private final String language;

    private Plan(
            RecipeLibrary library, Requirements requirements, Origin origin, @Nullable Recipe recipe, String language) {
        this.requirements = requirements;
        this.origin = origin;
        this.recipe = recipe;
        this.language = language;
        this.files = recipe == null ? null : recipe.languages().get(language);
        this.templates = library.templates();
        this.recipes = Documents.offered(library);
        this.model = TemplateModel.of(origin.project(), requirements.entities());
        this.expansion = new Expansion(templates, model, requirements.entities());
    }

    /**
     * Finds the plan again that the requirements were made for.
     *
     * @throws EngineException if the requirements do not come from this engine with its present recipes
     */
    static Plan of(RecipeLibrary library, Requirements requirements, String language) {
        if (requirements.origin() == null
                || !Analyst.ENGINE.equals(requirements.origin().get("engine"))) {
            throw new EngineException(
                    "requirements.origin",
                    "is missing: " + Analyst.ENGINE + " goes on only from requirements of its own");
        }
        Origin origin = Json.read(Json.read(Json.write(requirements.origin())), Origin.class);
        if (origin.recipe() == null) {
            return new Plan(library, requirements, origin, null, language);
        }
        Recipe recipe = library.find(origin.recipe())
                .orElseThrow(() ->
                        new EngineException("requirements.origin.recipe", "is no known recipe: " + origin.recipe()));
        if (!recipe.version().equals(origin.recipeVersion())) {
            throw new EngineException(
                    "requirements.origin.recipe_version",
                    "is %s, but recipe %s is now at %s; start a new run"
                            .formatted(origin.recipeVersion(), recipe.id(), recipe.version()));
        }
        if (!recipe.languages().containsKey(language)) {
            throw new EngineException("request.language", "is not one that recipe " + recipe.id() + " is written for");
        }
        return new Plan(library, requirements, origin, recipe, language);
    }

    Requirements requirements() {
        return requirements;
    }

    Origin origin() {
        return origin;
    }

    ProjectStructure structure() {
        Recipe.LanguageFiles made = files;
        if (made == null) {
            return new ProjectStructure(
                    List.of(new PlannedFile(
                            UNSUPPORTED, FileKind.SOURCE, "Says what could not be generated and why", List.of())),
                    List.of());
        }
        List<PlannedFile> planned = new ArrayList<>();
        for (Recipe.FileTemplate file : made.files()) {
            planned.addAll(expansion
                    .each(
                            file.forEach(),
                            scope -> new PlannedFile(
                                    expansion.text(file.path(), scope),
                                    FileKind.ofKey(file.kind()),
                                    expansion.text(file.purpose(), scope),
                                    file.dependsOn().stream()
                                            .flatMap(needed -> paths(made, needed).stream())
                                            .toList()))
                    .toList());
        }
        return new ProjectStructure(planned, expansion.entryPoints(made));
    }

    private List<String> paths(Recipe.LanguageFiles made, String written) {
        return made.files().stream()
                .filter(file -> file.path().equals(written))
                .flatMap(file -> expansion.each(file.forEach(), scope -> expansion.text(written, scope)))
                .toList();
    }

    /**
     * The whole file at the path.
     *
     * @throws EngineException if the project has no such file
     */
    SourceFile file(String path) {
        Recipe.LanguageFiles made = files;
        if (made == null && path.equals(UNSUPPORTED)) {
            return new SourceFile(path, unsupported());
        }
        if (made != null) {
            for (Recipe.FileTemplate file : made.files()) {
                Map<String, Map<String, Object>> scopes = new LinkedHashMap<>();
                expansion
                        .each(file.forEach(), scope -> Map.entry(expansion.text(file.path(), scope), scope))
                        .forEach(scope -> scopes.put(scope.getKey(), scope.getValue()));
                Map<String, Object> scope = scopes.get(path);
                if (scope != null && recipe != null) {
                    return new SourceFile(path, templates.render(recipe.id() + "/" + file.template(), scope));
                }
            }
        }
        throw new EngineException(
                "path",
                "is not a file of this project, which has "
                        + String.join(
                                ", ",
                                structure().files().stream()
                                        .map(PlannedFile::path)
                                        .toList()));
    }

    /** The recipe's test cases; where a minimal project stands in, they cover nothing of what was asked for. */
    TestPlan testPlan() {
        if (recipe == null) {
            return new TestPlan(List.of());
        }
        return new TestPlan(expansion.cases(recipe).stream()
                .map(test -> origin.covers() ? test : new TestCase(test.id(), test.name(), test.kind(), List.of()))
                .toList());
    }

    TestSuite testSuite() {
        if (recipe == null) {
            return new TestSuite(List.of(new SourceFile("tests/" + UNSUPPORTED, unsupported())), List.of());
        }
        List<SourceFile> tests = structure().files().stream()
                .filter(file -> file.kind() == FileKind.TEST)
                .map(file -> file(file.path()))
                .toList();
        return new TestSuite(
                tests,
                testPlan().cases().stream()
                        .map(test -> new TestSuite.CoveringTest(TestNames.find(test.name(), tests), test.covers()))
                        .toList());
    }

    private String unsupported() {
        return templates.render(
                "unsupported.md.ftl",
                Map.of("requirements", Json.map(requirements), "language", language, "recipes", recipes));
    }
}
