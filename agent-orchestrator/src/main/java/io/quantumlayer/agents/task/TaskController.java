package io.quantumlayer.agents.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.identity.Identity;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class TaskController {

    private final Tasks tasks;

    TaskController(Tasks tasks) {
        this.tasks = tasks;
    }

    @PostMapping({"/api/v1/tasks", "/api/v1/agents/tasks", "/api/v1/agents/execute"})
    @Operation(summary = "Works on a task and answers when all its answers are there")
    TaskResult run(@RequestBody TaskRequest request, @Nullable Identity caller) {
        return tasks.run(request, caller);
    }

    @GetMapping({"/api/v1/tasks/{id}", "/api/v1/agents/tasks/{id}"})
    @Operation(summary = "A task of the caller or of the caller's runs, with its answers when it is completed")
    TaskView task(@PathVariable String id, @Nullable Identity caller) {
        return TaskView.of(tasks.find(id, caller), true);
    }

    @GetMapping({"/api/v1/tasks", "/api/v1/agents/tasks"})
    @Operation(summary = "Tasks of the caller and of the caller's runs without their answers, the newest first")
    TaskPage tasks(
            @RequestParam(name = "context_id", required = false) @Nullable String contextId,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Pattern(regexp = "working|completed|failed") @Nullable String state,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long offset,
            @Nullable Identity caller) {
        TaskStore.Filter filter =
                new TaskStore.Filter(caller == null ? null : caller.subject(), contextId, role, state);
        List<TaskView> page = tasks.list(filter, limit, offset).stream()
                .map(task -> TaskView.of(task, false))
                .toList();
        return new TaskPage(page, tasks.count(filter), limit, offset);
    }

    record TaskPage(
            @JsonProperty("tasks") List<TaskView> tasks,
            @JsonProperty("total") long total,
            @JsonProperty("limit") int limit,
            @JsonProperty("offset") long offset) {}

    record TaskView(
            @JsonProperty("id") String id,
            @JsonProperty("role") String role,
            @JsonProperty("pattern") String pattern,
            @JsonProperty("state") String state,
            @JsonProperty("context_id") @Nullable String contextId,
            @JsonProperty("model") String model,
            @JsonProperty("answers") @Nullable List<Answer> answers,
            @JsonProperty("usage") Usage usage,
            @JsonProperty("error_type") @Nullable String errorType,
            @JsonProperty("error") @Nullable String error,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("completed_at") @Nullable Instant completedAt) {

        static TaskView of(StoredTask task, boolean withAnswers) {
            TaskResult result = task.result();
            return new TaskView(
                    task.id(),
                    task.role(),
                    task.pattern(),
                    task.state().text(),
                    task.contextId(),
                    task.model(),
                    withAnswers && result != null ? result.answers() : null,
                    task.usage(),
                    task.errorType(),
                    task.error(),
                    task.createdAt(),
                    task.completedAt());
        }
    }
}
