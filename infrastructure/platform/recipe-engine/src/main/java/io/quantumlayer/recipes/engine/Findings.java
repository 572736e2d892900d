package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Operation;
import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.contracts.project.Requirements.Uncovered;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the analysis of one request has found so far. */
final class Findings {

    private final RecipeLibrary library;
    private final Vocabulary vocabulary;
    private final Targets targets;
    private final ProjectRequest request;
    private final String language;
    private final List<Uncovered> uncovered = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();

    Findings(RecipeLibrary library, Vocabulary vocabulary, Targets targets, ProjectRequest request) {
        this.library = library;
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.request = request;
        this.language = targets.language(request.language());
    }

    ProjectRequest request() {
        return request;
    }

    /** Id of the language. */
    String language() {
        return language;
    }

    void assume(List<String> more) {
        assumptions.addAll(more);
    }

    void ask(String question) {
        questions.add(question);
    }

    void uncovered(String clause, String reason, @Nullable String question) {
        uncovered.add(new Uncovered(clause, reason));
        if (question != null) {
            questions.add(question);
        }
    }

    void unknownLanguage(Recipe recipe) {
        String known = String.join(", ", recipe.languages().keySet());
        uncovered(
                "language: " + request.language(),
                "%s writes %s.".formatted(Analyst.ENGINE, known),
                "Is one of %s acceptable, or shall a language model write %s?".formatted(known, request.language()));
    }

    /**
     * Looks at the members of the request besides the prompt.
     *
     * @param kind what is made, function or service; empty where nothing is
     * @param phrases words that the recipe covers
     */
    void checkRequest(String kind, List<String> phrases) {
        if (kind.equals("service") && targets.fulfils("function", request.type())) {
            assumptions.add(
                    "The prompt asks for a service, so the type \"" + request.type() + "\" was taken no further.");
        } else if (!request.type().isBlank() && !kind.isEmpty() && !targets.fulfils(kind, request.type())) {
            uncovered("type: " + request.type(), "What is generated is a " + kind + ".", null);
        }
        if (!targets.isNoFramework(request.framework())) {
            uncovered(
                    "framework: " + request.framework(),
                    "Generated projects use the standard library alone, so that they build without a network.",
                    null);
        }
        List<Phrase> known = phrases.stream().map(Phrase::of).toList();
        for (Map.Entry<String, Object> wish : request.requirements().entrySet()) {
            if (!List.of("project_name", "name", Recipe.ENTITIES).contains(wish.getKey())) {
                wish(wish.getKey(), wish.getValue(), known);
            }
        }
    }

    private void wish(String name, @Nullable Object value, List<Phrase> known) {
        String said = name.replace('_', ' ') + (Boolean.TRUE.equals(value) ? "" : ": " + value);
        Text text = Text.of(said);
        BitSet covered = new BitSet(text.size());
        known.forEach(phrase -> phrase.mark(text, covered));
        covered.or(vocabulary.harmlessBeside(text, language, covered, false));
        if (value == null || Objects.equals(value, "") || covered.nextClearBit(0) >= text.size()) {
            return;
        }
        uncovered("requirements." + name + ": " + value, "No recipe takes this wish into account.", null);
    }

    /**
     * Requirements of a recipe.
     *
     * @param files the recipe if it is written for the language, or {@code null}: then a minimal project stands in
     */
    Requirements finish(Recipe recipe, @Nullable Recipe files, Project project, List<Entity> entities) {
        Map<String, Object> model = TemplateModel.of(project, entities);
        Expansion expansion = new Expansion(library.templates(), model, entities);
        List<Requirement> requirements = expansion.requirements(recipe);
        Recipe made = files != null ? files : standIn();
        List<String> allAssumptions = new ArrayList<>(expansion.texts(recipe.assumptions()));
        allAssumptions.addAll(assumptions);
        List<String> allQuestions = new ArrayList<>(expansion.texts(recipe.questions()));
        allQuestions.addAll(questions);
        return new Requirements(
                project.name(),
                project.title(),
                recipe.summary(),
                requirements,
                entities,
                operations(recipe, expansion),
                uncovered,
                allAssumptions,
                allQuestions,
                origin(made, files != null, project));
    }

    /** Requirements that no recipe has. */
    Requirements finish(List<Requirement> requirements, Project project) {
        return new Requirements(
                project.name(),
                project.title(),
                "No recipe has the behaviour that is asked for; nothing below is implemented.",
                requirements,
                List.of(),
                List.of(),
                uncovered,
                assumptions,
                questions,
                origin(standIn(), false, project));
    }

    private List<Operation> operations(Recipe recipe, Expansion expansion) {
        if (!recipe.operations().isEmpty()) {
            return expansion.operations(recipe);
        }
        Recipe.LanguageFiles files = recipe.languages().get(language);
        return files == null ? List.of() : expansion.entryOperations(files);
    }

    private @Nullable Recipe standIn() {
        Recipe minimal = library.minimal();
        return minimal.languages().containsKey(language) ? minimal : null;
    }

    private Map<String, Object> origin(@Nullable Recipe made, boolean covers, Project project) {
        return Json.map(new Origin(
                Analyst.ENGINE,
                Analyst.VERSION,
                made == null ? null : made.id(),
                made == null ? null : made.version(),
                covers,
                project));
    }
}
