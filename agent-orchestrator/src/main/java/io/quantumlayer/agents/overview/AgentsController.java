package io.quantumlayer.agents.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.agents.task.Slots;
import io.quantumlayer.agents.task.TaskFigures;
import io.quantumlayer.agents.task.Tasks;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The roles in the shape in which the original platform listed its agents. */
@RestController
final class AgentsController {

    private final Roles roles;
    private final Slots slots;
    private final Tasks tasks;
    private final Instant started = Instant.now();

    AgentsController(Roles roles, Slots slots, Tasks tasks) {
        this.roles = roles;
        this.slots = slots;
        this.tasks = tasks;
    }

    @GetMapping({"/api/v1/agents", "/api/v1/agents/list"})
    @Operation(summary = "All roles and what they are doing in this process")
    Agents agents() {
        List<Agent> agents = roles.all().stream().map(this::agent).toList();
        return new Agents(agents, agents.size());
    }

    @GetMapping("/api/v1/agents/{id}")
    @Operation(summary = "A role and what it is doing in this process")
    Agent agent(@PathVariable String id) {
        return roles.find(id)
                .map(this::agent)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is no role '" + id + "'; there are " + String.join(", ", roles.names()) + "."));
    }

    @GetMapping({"/api/v1/agents/metrics", "/api/v1/agents/status"})
    @Operation(summary = "Figures of all tasks that are kept, over all replicas")
    Metrics metrics() {
        Map<String, TaskFigures> figures =
                tasks.figures().stream().collect(Collectors.toMap(TaskFigures::role, Function.identity()));
        List<AgentMetrics> agents = roles.all().stream()
                .map(role -> AgentMetrics.of(figures.getOrDefault(role.name(), TaskFigures.none(role.name()))))
                .toList();
        long total = figures.values().stream().mapToLong(TaskFigures::tasks).sum();
        long completed =
                figures.values().stream().mapToLong(TaskFigures::completed).sum();
        long failed = figures.values().stream().mapToLong(TaskFigures::failed).sum();
        return new Metrics(agents, new Summary(agents.size(), total, rate(completed, failed), failed));
    }

    private Agent agent(Role role) {
        int busy = slots.busy(role);
        return new Agent(
                role.name(),
                role.name(),
                role.schema().name(),
                role.name(),
                busy == 0 ? "idle" : "busy",
                List.of(role.description()),
                busy,
                role.limits().concurrency(),
                metadata(role),
                started,
                slots.lastActive(role).orElse(null));
    }

    private static Map<String, Object> metadata(Role role) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("prompt", role.prompt());
        metadata.put("schema", role.schema().name());
        metadata.put("timeout", role.limits().timeoutText());
        if (role.limits().maxTokens() != null) {
            metadata.put("max_tokens", role.limits().maxTokens());
        }
        if (role.limits().temperature() != null) {
            metadata.put("temperature", role.limits().temperature());
        }
        return metadata;
    }

    /** Share of ended tasks that were completed; 1 when none has ended. */
    private static double rate(long completed, long failed) {
        long ended = completed + failed;
        return ended == 0 ? 1 : (double) completed / ended;
    }

    record Agents(
            @JsonProperty("agents") List<Agent> agents,
            @JsonProperty("total") int total) {}

    record Agent(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("type") String type,
            @JsonProperty("role") String role,
            @JsonProperty("status") String status,
            @JsonProperty("capabilities") List<String> capabilities,
            @JsonProperty("workload") int workload,
            @JsonProperty("max_workload") int maxWorkload,
            @JsonProperty("metadata") Map<String, Object> metadata,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("last_active_at") @Nullable Instant lastActiveAt) {}

    record Metrics(
            @JsonProperty("agents") List<AgentMetrics> agents,
            @JsonProperty("summary") Summary summary) {}

    record AgentMetrics(
            @JsonProperty("id") String id,
            @JsonProperty("metrics") RoleMetrics metrics) {

        static AgentMetrics of(TaskFigures figures) {
            return new AgentMetrics(
                    figures.role(),
                    new RoleMetrics(
                            figures.tasks(),
                            figures.completed(),
                            figures.failed(),
                            rate(figures.completed(), figures.failed()),
                            figures.averageMillis(),
                            figures.usage()));
        }
    }

    record RoleMetrics(
            @JsonProperty("total_tasks") long totalTasks,
            @JsonProperty("completed_tasks") long completedTasks,
            @JsonProperty("failed_tasks") long failedTasks,
            @JsonProperty("success_rate") double successRate,
            @JsonProperty("average_time_ms") double averageTimeMillis,
            @JsonProperty("usage") Usage usage) {}

    record Summary(
            @JsonProperty("total_agents") int totalAgents,
            @JsonProperty("total_tasks") long totalTasks,
            @JsonProperty("success_rate") double successRate,
            @JsonProperty("total_failures") long totalFailures) {}
}
