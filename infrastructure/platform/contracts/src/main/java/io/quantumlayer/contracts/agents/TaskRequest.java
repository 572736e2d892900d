package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work for a role.
 *
 * @param id idempotency key: a finished task with this id is answered from the store, without a model call; {@code null} for a new one
 * @param role name of a role, such as {@code developer}
 * @param inputs one JSON object for each answer wanted; {@link Pattern#SINGLE} takes exactly one
 * @param contextId what the task belongs to, normally a workflow id
 * @param model model to ask, or {@code null} for the default
 * @param budget what is left to use, or {@code null} for no limit; checked before each model call
 * @param scope part of {@code contextId} that the task belongs to, normally a step and its round: within it an answer is
 *     kept for its input, whatever the task; {@code null} keeps it for this task alone
 * @param runBudget the whole of what {@code budget} is the rest of, for messages; {@code null} where that is all
 * @param owner for whom the worker asks: the subject of whoever started the run, or {@code null} at an open edge; a
 *     caller who shows an identity is its subject, whatever this says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskRequest(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("role") String role,
        @JsonProperty("pattern") @Nullable Pattern pattern,
        @JsonProperty("inputs") List<Map<String, Object>> inputs,
        @JsonProperty("context_id") @Nullable String contextId,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("budget") @Nullable RunBudget budget,
        @JsonProperty("scope") @Nullable String scope,
        @JsonProperty("run_budget") @Nullable RunBudget runBudget,
        @JsonProperty("owner") @Nullable String owner) {

    /** Member of the problem 429 that says how many tasks of the owner wait already: the task is taken later. */
    public static final String WAITING = "waiting";

    /** Member of a failed task's problem that says what all its attempts have used, as a {@link Usage}. */
    public static final String USED = "used";

    /** A task that belongs to no step of a run. */
    public TaskRequest(
            @Nullable String id,
            String role,
            @Nullable Pattern pattern,
            List<Map<String, Object>> inputs,
            @Nullable String contextId,
            @Nullable String model,
            @Nullable RunBudget budget) {
        this(id, role, pattern, inputs, contextId, model, budget, null, null, null);
    }
}
