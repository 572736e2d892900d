package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Operation;
import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.contracts.project.TestPlan.TestCase;
import io.quantumlayer.recipes.recipe.Recipe;
import io.quantumlayer.recipes.recipe.Templates;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes out a recipe's texts for one project: interpolations filled in, {@code for_each} repeated. */
final class Expansion {

    private final Templates templates;
    private final Map<String, Object> model;
    private final List<Entity> entities;

    Expansion(Templates templates, Map<String, Object> model, List<Entity> entities) {
        this.templates = templates;
        this.model = model;
        this.entities = entities;
    }

    List<Requirement> requirements(Recipe recipe) {
        return recipe.requirements().stream()
                .flatMap(requirement -> each(
                        requirement.forEach(),
                        scope -> new Requirement(
                                text(requirement.id(), scope),
                                text(requirement.text(), scope),
                                requirement.acceptance().stream()
                                        .map(accepted -> text(accepted, scope))
                                        .toList())))
                .toList();
    }

    List<TestCase> cases(Recipe recipe) {
        return recipe.cases().stream()
                .flatMap(test -> each(
                        test.forEach(),
                        scope -> new TestCase(
                                text(test.id(), scope),
                                text(test.name(), scope),
                                test.kind(),
                                test.covers().stream()
                                        .map(covered -> text(covered, scope))
                                        .toList())))
                .toList();
    }

    List<Operation> operations(Recipe recipe) {
        return recipe.operations().stream()
                .flatMap(operation -> each(
                        operation.forEach(),
                        scope -> new Operation(text(operation.name(), scope), text(operation.description(), scope))))
                .toList();
    }

    List<Operation> entryOperations(Recipe.LanguageFiles files) {
        return entryPoints(files).stream()
                .map(entry -> new Operation(entry.symbol(), entry.signature() == null ? "" : entry.signature()))
                .toList();
    }

    List<EntryPoint> entryPoints(Recipe.LanguageFiles files) {
        return files.entryPoints().stream()
                .map(entry -> new EntryPoint(
                        text(entry.file(), model),
                        text(entry.symbol(), model),
                        entry.signature() == null ? null : text(entry.signature(), model)))
                .toList();
    }

    List<String> texts(List<String> texts) {
        return texts.stream().map(written -> text(written, model)).toList();
    }

    String text(String written, Map<String, Object> scope) {
        return templates.renderText(written, scope);
    }

    <T> Stream<T> each(@Nullable String forEach, Function<Map<String, Object>, T> write) {
        return forEach == null
                ? Stream.of(write.apply(model))
                : entities.stream().map(entity -> write.apply(TemplateModel.with(model, entity)));
    }
}
