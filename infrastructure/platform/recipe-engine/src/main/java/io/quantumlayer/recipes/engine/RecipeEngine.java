package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.FailureJudgement;
import io.quantumlayer.contracts.project.FailureJudgement.AtFault;
import io.quantumlayer.contracts.project.FailureJudgement.Judged;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.prompt.entity.EntityGrammar;
import io.quantumlayer.prompt.exchange.Exchanges;
import io.quantumlayer.prompt.words.Targets;
import io.quantumlayer.prompt.words.Vocabulary;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Answers the platform's roles from recipes. The same input gives the same bytes: no clock, no random, no order that a
 * hash decides.
 */
public final class RecipeEngine {

    /** Id of the engine as a model. */
    public static final String MODEL = Analyst.ENGINE;

    /** Version that answers carry. */
    public static final String VERSION = Analyst.VERSION;

    /** Names of the JSON Schemas that the engine answers. */
    public static final List<String> SCHEMAS = List.of(
            "frd",
            "requirements",
            "project_structure",
            "source_file",
            "test_plan",
            "test_suite",
            "failure_judgement",
            "documentation");

    private final RecipeLibrary library;
    private final Targets targets;
    private final Analyst analyst;
    private final Documents documents;

    public RecipeEngine(RecipeLibrary library) {
        this.library = library;
        this.targets = Targets.load();
        this.analyst = new Analyst(library, Vocabulary.load(targets), targets, EntityGrammar.load(), Exchanges.load());
        this.documents = new Documents(library);
    }

    /**
     * Answers one request of a role.
     *
     * @param schema name of the JSON Schema that the answer has
     * @param input the JSON block of the role's message
     * @return JSON text
     * @throws EngineException if the schema is unknown, or a member is missing or does not fit
     */
    public String answer(String schema, JsonNode input) {
        RoleInput role = new RoleInput(input);
        Object answer = switch (schema) {
            case "frd" -> documents.frd(role.request(), analyst.analyse(role.request()));
            case "requirements" -> analyst.analyse(role.request());
            case "project_structure" -> plan(role).structure();
            case "source_file" -> plan(role).file(role.path());
            case "test_plan" -> plan(role).testPlan();
            case "test_suite" -> plan(role).testSuite();
            case "failure_judgement" -> judgement(role.failures());
            case "documentation" ->
                documents.documentation(
                        plan(role), role.request().language(), role.commands("build"), role.commands("test"));
            default ->
                throw new EngineException(
                        "response_format.json_schema.name",
                        "\"%s\" is not one that %s answers: %s".formatted(schema, MODEL, String.join(", ", SCHEMAS)));
        };
        return Json.write(answer);
    }

    /** It reads no code: its tests come with the recipe and are taken to be what is wanted. */
    private static FailureJudgement judgement(List<String> failures) {
        return new FailureJudgement(failures.stream()
                .map(test -> new Judged(
                        test,
                        AtFault.CODE,
                        MODEL + " reads no code; its tests come with the recipe, so that the code has to pass them."))
                .toList());
    }

    private Plan plan(RoleInput role) {
        Requirements requirements = role.requirements();
        return Plan.of(library, requirements, targets.language(role.request().language()));
    }

    /** The JSON block of a role's message, read member by member. */
    private record RoleInput(JsonNode input) {

        ProjectRequest request() {
            JsonNode request = input.path("request");
            if (!request.isObject()) {
                throw new EngineException("request", "is missing from the JSON block");
            }
            JsonNode wishes = request.path("requirements");
            if (!wishes.isMissingNode() && !wishes.isNull() && !wishes.isObject()) {
                throw new EngineException("request.requirements", "must be an object");
            }
            return new ProjectRequest(
                    text(request, "prompt"),
                    text(request, "language"),
                    request.path("type").asString(""),
                    request.path("framework").asString(""),
                    wishes.isObject() ? Json.map(wishes) : Map.of());
        }

        Requirements requirements() {
            JsonNode requirements = input.path("requirements");
            if (!requirements.isObject()) {
                throw new EngineException("requirements", "is missing from the JSON block");
            }
            return Json.read(requirements, Requirements.class);
        }

        String path() {
            String path = input.path("path").asString("");
            if (path.isBlank()) {
                throw new EngineException("path", "is missing from the JSON block; it names the file to write");
            }
            return path;
        }

        /** Names of the tests that failed. */
        List<String> failures() {
            List<String> tests = input.path("failures")
                    .valueStream()
                    .map(failure -> failure.path("test").asString(""))
                    .filter(test -> !test.isBlank())
                    .toList();
            if (tests.isEmpty()) {
                throw new EngineException("failures", "is missing from the JSON block; it names the tests that failed");
            }
            return tests;
        }

        /** Commands of the step ({@code build} or {@code test}), from {@code commands} or else from the profile. */
        List<String> commands(String step) {
            JsonNode given = input.path("commands").path(step);
            if (given.isMissingNode() || given.isNull()) {
                given = input.path("profile").path(step + "_command");
            }
            if (given.isArray()) {
                return given.values().stream()
                        .map(command -> command.asString(""))
                        .toList();
            }
            String command = given.asString("");
            return command.isBlank() ? List.of() : List.of(command);
        }

        private static String text(JsonNode request, String member) {
            JsonNode value = request.path(member);
            if (!value.isString() || value.asString().isBlank()) {
                throw new EngineException("request." + member, "is missing from the JSON block");
            }
            return value.asString();
        }
    }
}
