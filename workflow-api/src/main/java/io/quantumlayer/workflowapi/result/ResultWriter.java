package io.quantumlayer.workflowapi.result;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.Stage;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes a result in the original platform's members, followed by what this platform adds. */
@Component
class ResultWriter {

    private final JsonMapper json;

    ResultWriter(JsonMapper json) {
        this.json = json;
    }

    Map<String, Object> write(
            WorkflowExecutionDescription run,
            RunOutcome outcome,
            Map<String, Drop> drops,
            Map<String, List<DropFile>> files) {
        Map<String, Object> manifest = object(drops.get("completion"));
        Map<String, String> contents = new TreeMap<>();
        files.values().forEach(some -> some.forEach(file -> contents.put(file.path(), file.content())));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", run.getExecution().getWorkflowId());
        result.put("requestId", requestId(drops));
        result.put("success", outcome.success());
        result.put("verdict", outcome.verdict());
        result.put("reasons", outcome.reasons());
        result.put("code", artifact(drops, Stage.CODE_GENERATION));
        result.put("frd", artifact(drops, Stage.FRD_GENERATION));
        result.put("testPlan", artifact(drops, Stage.TEST_PLAN_GENERATION));
        result.put("tests", joined(files.get(Stage.TEST_GENERATION.key())));
        result.put("documentation", artifact(drops, Stage.DOCUMENTATION));
        result.put("securityReport", artifact(drops, Stage.SECURITY_SCAN));
        result.put("performanceReport", artifact(drops, Stage.PERFORMANCE_ANALYSIS));
        result.put("projectStructure", contents);
        result.put(
                "dependencies",
                object(drops.get(Stage.DEPENDENCY_RESOLUTION.key())).get("dependencies"));
        result.put("files", fileList(contents, drops));
        result.put("quantumDrops", outcome.drops());
        result.put("validationResults", validation(drops));
        result.put("feedbackIterations", outcome.repairRounds());
        result.put("metrics", metrics(run, outcome));
        result.put("questions", manifest.get("questions"));
        result.put("assumptions", manifest.get("assumptions"));
        result.put("project", manifest);
        result.put("completedAt", run.getCloseTime());
        result.values().removeIf(Objects::isNull);
        return result;
    }

    private static @Nullable String requestId(Map<String, Drop> drops) {
        return drops.values().stream().findFirst().map(Drop::requestId).orElse(null);
    }

    private static @Nullable String artifact(Map<String, Drop> drops, Stage stage) {
        Drop drop = drops.get(stage.key());
        return drop == null ? null : drop.artifact();
    }

    private static @Nullable String joined(@Nullable List<DropFile> files) {
        if (files == null || files.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        files.forEach(file -> text.append(file.content()));
        return text.toString();
    }

    private static List<Map<String, Object>> fileList(Map<String, String> contents, Map<String, Drop> drops) {
        List<Map<String, Object>> list = new ArrayList<>();
        contents.forEach((path, content) -> {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", path);
            file.put("content", content);
            drops.values().stream()
                    .filter(drop -> drop.files().stream()
                            .anyMatch(stored -> stored.path().equals(path)))
                    .findFirst()
                    .ifPresent(drop -> file.put("type", drop.type()));
            list.add(file);
        });
        return list;
    }

    private Map<String, Object> validation(Map<String, Drop> drops) {
        Map<String, Object> build = object(drops.get(Stage.SEMANTIC_VALIDATION.key()));
        Map<String, Object> tests = object(drops.get(Stage.TEST_GENERATION.key()));
        Map<String, Object> validation = new LinkedHashMap<>();
        validation.put("semanticValid", "passed".equals(build.get("status")));
        validation.put("semanticIssues", build.get("diagnostics"));
        validation.put("securityScore", metadata(drops, Stage.SECURITY_SCAN, "score"));
        validation.put("securityIssues", metadata(drops, Stage.SECURITY_SCAN, "findings"));
        validation.put("performanceScore", metadata(drops, Stage.PERFORMANCE_ANALYSIS, "score"));
        validation.put("testCoverage", tests.get("coverage"));
        validation.values().removeIf(Objects::isNull);
        return validation;
    }

    private static @Nullable Object metadata(Map<String, Drop> drops, Stage stage, String member) {
        Drop drop = drops.get(stage.key());
        return drop == null || drop.metadata() == null ? null : drop.metadata().get(member);
    }

    private static Map<String, Object> metrics(WorkflowExecutionDescription run, RunOutcome outcome) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("promptTokens", outcome.usage().promptTokens());
        metrics.put("completionTokens", outcome.usage().completionTokens());
        metrics.put(
                "totalTokens", outcome.usage().promptTokens() + outcome.usage().completionTokens());
        metrics.put("llmCalls", outcome.usage().calls());
        metrics.put("cost", outcome.usage().costUsd());
        if (outcome.usage().unpricedCalls() != null) {
            metrics.put("unpricedCalls", outcome.usage().unpricedCalls());
        }
        Instant closed = Objects.requireNonNullElse(run.getCloseTime(), run.getStartTime());
        metrics.put(
                "durationMillis", Duration.between(run.getStartTime(), closed).toMillis());
        return metrics;
    }

    /** An artifact that is a JSON object; an empty one for Markdown and for stages that did not apply. */
    private Map<String, Object> object(@Nullable Drop drop) {
        if (drop == null || !drop.artifact().startsWith("{")) {
            return Map.of();
        }
        return json.readValue(drop.artifact(), new TypeReference<Map<String, Object>>() {});
    }
}
