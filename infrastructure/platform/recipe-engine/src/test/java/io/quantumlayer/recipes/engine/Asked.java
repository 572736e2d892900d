package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.recipes.recipe.RecipeLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run's calls of the engine, each built from the answers before it as the stages do. */
final class Asked {

    static final RecipeEngine ENGINE = new RecipeEngine(RecipeLibrary.load(null));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> request = new LinkedHashMap<>();

    private Asked(String prompt, String language, String type) {
        request.put("prompt", prompt);
        request.put("enhanced_prompt", "# Enhanced\n" + prompt + "\nMake it enterprise-grade with Kubernetes.");
        request.put("language", language);
        request.put("type", type);
        request.put("requirements", Map.of());
    }

    static Asked of(String prompt, String language) {
        return new Asked(prompt, language, "function");
    }

    static Asked of(String prompt, String language, String type) {
        return new Asked(prompt, language, type);
    }

    Asked wishing(Map<String, Object> requirements) {
        request.put("requirements", requirements);
        return this;
    }

    Asked using(String framework) {
        request.put("framework", framework);
        return this;
    }

    JsonNode answer(String schema, Map<String, Object> inputs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("request", request);
        all.put(
                "profile",
                Map.of("language", request.get("language"), "build_command", "make", "test_command", "make test"));
        all.putAll(inputs);
        return JSON.readTree(ENGINE.answer(schema, JSON.valueToTree(all)));
    }

    JsonNode frd() {
        return answer("frd", Map.of());
    }

    JsonNode requirementsJson() {
        return answer("requirements", Map.of("frd", Map.of()));
    }

    Requirements requirements() {
        return JSON.treeToValue(requirementsJson(), Requirements.class);
    }

    JsonNode structure() {
        return answer("project_structure", Map.of("requirements", requirementsJson()));
    }

    JsonNode file(String path) {
        return answer("source_file", Map.of("requirements", requirementsJson(), "path", path));
    }

    JsonNode testPlan() {
        return answer("test_plan", Map.of("requirements", requirementsJson()));
    }

    JsonNode testSuite() {
        return answer("test_suite", Map.of("requirements", requirementsJson()));
    }

    JsonNode judgement(String test) {
        return answer("failure_judgement", Map.of("failures", List.of(Map.of("test", test))));
    }

    JsonNode documentation() {
        return answer(
                "documentation",
                Map.of("requirements", requirementsJson(), "commands", Map.of("build", "make", "test", "make test")));
    }

    String recipe() {
        Map<String, Object> origin = requirements().origin();
        return Boolean.TRUE.equals(origin.get("covers")) ? (String) origin.get("recipe") : "none";
    }
}
