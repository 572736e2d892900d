package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.prompt.entity.EntityGrammar;
import io.quantumlayer.prompt.entity.NamedEntities;
import io.quantumlayer.prompt.exchange.Exchanges;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into numbered requirements. A prompt that means a recipe gets the recipe's; what the recipe does not
 * cover is said to be uncovered, word by word. A prompt that names no behaviour gets the minimal recipe, and one that
 * names an unknown behaviour gets its own clauses back, all of them uncovered.
 */
final class Analyst {

    static final String ENGINE = "recipe-engine";
    static final String VERSION = "1.0.0";

    private static final String EXAMPLE_ENTITIES =
            "Which entities does the service keep, and which attributes does each have? For example: products with name, "
                    + "price and stock; each product belongs to a category.";

    private final RecipeLibrary library;
    private final RecipeMatcher matcher;
    private final Vocabulary vocabulary;
    private final Targets targets;
    private final EntityGrammar grammar;
    private final Exchanges exchanges;

    Analyst(RecipeLibrary library, Vocabulary vocabulary, Targets targets, EntityGrammar grammar, Exchanges exchanges) {
        this.library = library;
        this.matcher = new RecipeMatcher(library.all());
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.grammar = grammar;
        this.exchanges = exchanges;
    }

    /** The requirements of a request, with an {@link Origin}. */
    Requirements analyse(ProjectRequest request) {
        Text text = Text.of(request.prompt());
        EntityReader.Stated read =
                new EntityReader(grammar).read(request.requirements().get(Recipe.ENTITIES));
        List<Entity> stated = read.entities();
        NamedEntities named = grammar.read(text);
        List<Entity> entities = stated.isEmpty() ? named.entities() : stated;
        Text type = Text.of(request.type() + (stated.isEmpty() ? "" : " service"));
        List<RecipeMatcher.Match> matches = matcher.matches(text, type, named.words());
        Optional<RecipeMatcher.Match> best = matches.stream()
                .filter(match -> !entities.isEmpty() || match.recipe().needs().isEmpty())
                .findFirst();
        Findings findings = new Findings(library, vocabulary, targets, request);
        BitSet ordinary = vocabulary.ordinary(text, findings.language());
        if (best.isPresent()) {
            read.unread()
                    .forEach(statement -> findings.uncovered(
                            "requirements.entities: " + statement,
                            "An attribute has a type, required, unique, and where the type has them min, max and max_length.",
                            null));
            return covered(findings, text, best.get(), matches, entities, stated.isEmpty() ? named : null);
        }
        boolean wantsEntities =
                matches.stream().anyMatch(match -> !match.recipe().needs().isEmpty());
        if (ordinary.nextClearBit(0) >= text.size() && stated.isEmpty()) {
            return minimal(findings, text);
        }
        return unknown(findings, text, ordinary, wantsEntities);
    }

    private Requirements covered(
            Findings findings,
            Text text,
            RecipeMatcher.Match match,
            List<RecipeMatcher.Match> matches,
            List<Entity> candidates,
            @Nullable NamedEntities named) {
        Recipe recipe = match.recipe();
        boolean service = recipe.needs().contains(Recipe.ENTITIES);
        List<Entity> entities = service ? candidates : List.of();
        BitSet covered = (BitSet) match.covered().clone();
        if (service && named != null) {
            covered.or(named.words());
            findings.assume(named.assumptions());
        }
        for (Entity entity : entities) {
            entityNames(entity, named == null).forEach(name -> Phrase.of(name).mark(text, covered));
        }
        covered.or(vocabulary.harmlessBeside(text, findings.language(), covered, recipe.kind() == Recipe.Kind.SERVICE));
        match.refused().values().forEach(covered::andNot);
        BitSet foreign = new Dealings(recipe)
                .foreign(text, exchanges.in(text), vocabulary.unspecific(text), vocabulary.artefacts(text));
        covered.andNot(foreign);
        BitSet unread = service && named != null ? named.unread() : new BitSet();
        covered.andNot(unread);
        for (Clauses.Clause clause : Clauses.together(text, covered)) {
            findings.uncovered(clause.text(), reason(clause, match, matches, unread, foreign), question(clause, match));
        }
        if (!service && findings.request().requirements().containsKey(Recipe.ENTITIES)) {
            findings.uncovered("requirements.entities", "Recipe %s keeps no entities.".formatted(recipe.id()), null);
        }
        Project project = project(findings.request(), recipe, entities);
        findings.checkRequest(recipe.kind() == Recipe.Kind.SERVICE ? "service" : "function", covered(recipe));
        boolean available = recipe.languages().containsKey(findings.language());
        if (!available) {
            findings.uncovered(
                    "language: " + findings.request().language(),
                    "Recipe %s is written for %s."
                            .formatted(
                                    recipe.id(),
                                    String.join(", ", recipe.languages().keySet())),
                    "Is one of %s acceptable?"
                            .formatted(String.join(", ", recipe.languages().keySet())));
        }
        return findings.finish(recipe, available ? recipe : null, project, entities);
    }

    private Requirements minimal(Findings findings, Text text) {
        Recipe recipe = library.minimal();
        String clause = text.size() == 0 ? findings.request().prompt().strip() : text.excerpt(0, text.size());
        findings.uncovered(
                clause,
                "The prompt names no behaviour; a minimal function that can be built and tested stands in.",
                null);
        findings.checkRequest("function", List.of());
        boolean available = recipe.languages().containsKey(findings.language());
        if (!available) {
            findings.unknownLanguage(recipe);
        }
        return findings.finish(
                recipe, available ? recipe : null, project(findings.request(), recipe, List.of()), List.of());
    }

    private Requirements unknown(Findings findings, Text text, BitSet ordinary, boolean wantsEntities) {
        List<Requirement> requirements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<Clauses.Clause> clauses = Clauses.apart(text, ordinary);
        for (Clauses.Clause clause : clauses) {
            String id = "RC" + (requirements.size() + 1);
            requirements.add(new Requirement(id, sentence(clause.text()), List.of()));
            words.addAll(clause.open());
            findings.uncovered(
                    clause.text(),
                    wantsEntities
                            ? "A service is generated from entities, and the prompt names none."
                            : "No recipe has this behaviour.",
                    wantsEntities
                            ? null
                            : "Which inputs does \"%s\" take, what is the result, and which two or three examples show it?"
                                    .formatted(clause.text()));
        }
        if (requirements.isEmpty()) {
            requirements.add(new Requirement("RC1", sentence(text.excerpt(0, text.size())), List.of()));
            findings.uncovered(text.excerpt(0, text.size()), "No recipe has this behaviour.", null);
        }
        if (wantsEntities) {
            findings.ask(EXAMPLE_ENTITIES);
        }
        findings.checkRequest("", List.of());
        String name = projectName(findings.request())
                .or(() -> Project.name(words.stream().limit(4).collect(Collectors.joining(" "))))
                .orElse("unnamed-project");
        Project project = Project.named(
                name, projectTitle(findings.request()).orElseGet(() -> Project.title(name.replace('-', ' '))));
        Recipe standIn = library.minimal();
        if (!standIn.languages().containsKey(findings.language())) {
            findings.unknownLanguage(standIn);
        }
        findings.assume(
                List.of("No recipe has the behaviour that is asked for; none was guessed. There are recipes for: "
                        + library.offered().stream().map(Recipe::title).collect(Collectors.joining(", "))
                        + "."));
        return findings.finish(requirements, project);
    }

    private static String sentence(String clause) {
        String text = Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
        return text.matches(".*[.!?]") ? text : text + ".";
    }

    private String reason(
            Clauses.Clause clause,
            RecipeMatcher.Match match,
            List<RecipeMatcher.Match> matches,
            BitSet unread,
            BitSet foreign) {
        Recipe recipe = match.recipe();
        List<String> refused = match.refused().entrySet().stream()
                .filter(phrase -> phrase.getValue().nextSetBit(clause.from()) >= 0
                        && phrase.getValue().nextSetBit(clause.from()) < clause.to())
                .map(phrase -> phrase.getKey().toString().replace("*", ""))
                .toList();
        if (!refused.isEmpty()) {
            return "Recipe %s does not have this behaviour: %s.".formatted(recipe.id(), String.join(", ", refused));
        }
        if (isIn(clause, foreign)) {
            return "Recipe %s takes or gives something else: %s.".formatted(recipe.id(), dealings(recipe));
        }
        if (isIn(clause, unread)) {
            return "It says something about an entity in none of the forms that docs/reference/recipes.md lists.";
        }
        for (RecipeMatcher.Match other : matches) {
            if (!other.recipe().equals(recipe)
                    && other.recipe().needs().isEmpty()
                    && other.covered().nextSetBit(clause.from()) >= 0
                    && other.covered().nextSetBit(clause.from()) < clause.to()) {
                return "Recipe %s covers this, but one project is made from one recipe (here %s); ask for it in a request of its own."
                        .formatted(other.recipe().id(), recipe.id());
            }
        }
        if (clause.open().stream().allMatch(targets::isLanguage)) {
            return "The language that the request names is another one.";
        }
        return "Recipe %s has nothing for: %s.".formatted(recipe.id(), String.join(", ", clause.open()));
    }

    private static boolean isIn(Clauses.Clause clause, BitSet words) {
        int first = words.nextSetBit(clause.from());
        return first >= 0 && first < clause.to();
    }

    /** Such as "integer -> roman numeral; roman numeral -> integer". */
    private static String dealings(Recipe recipe) {
        return recipe.exchanges().stream()
                .map(exchange ->
                        exchange.takes().getFirst() + " -> " + exchange.gives().getFirst())
                .collect(Collectors.joining("; "))
                .replace("*", "");
    }

    private static String question(Clauses.Clause clause, RecipeMatcher.Match match) {
        return "Is \"%s\" needed? The project does without it; a recipe of your own or a language model can add it to %s."
                .formatted(clause.text(), match.recipe().title());
    }

    private static List<String> covered(Recipe recipe) {
        return recipe.requirements().stream()
                .filter(requirement -> requirement.beside().isEmpty())
                .flatMap(requirement -> requirement.phrases().stream())
                .filter(phrase -> !phrase.contains("[="))
                .toList();
    }

    /** Names that a prompt may hold again; those of attributes only where no statement of the prompt has them. */
    private static List<String> entityNames(Entity entity, boolean withAttributes) {
        List<String> names = new ArrayList<>();
        names.add(entity.name());
        names.add(entity.plural());
        if (withAttributes) {
            entity.attributes().forEach(attribute -> names.add(attribute.name()));
        }
        return names;
    }

    private Project project(ProjectRequest request, Recipe recipe, List<Entity> entities) {
        String otherwise =
                entities.isEmpty() ? recipe.id() : entities.getFirst().name().replace('_', '-') + "-service";
        return Project.named(
                projectName(request).orElse(otherwise), projectTitle(request).orElse(recipe.title()));
    }

    private static Optional<String> projectName(ProjectRequest request) {
        return statedName(request).flatMap(Project::name);
    }

    private static Optional<String> projectTitle(ProjectRequest request) {
        return statedName(request).map(Project::title).filter(title -> !title.isBlank());
    }

    private static Optional<String> statedName(ProjectRequest request) {
        Object name = request.requirements()
                .getOrDefault("project_name", request.requirements().get("name"));
        return name instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
