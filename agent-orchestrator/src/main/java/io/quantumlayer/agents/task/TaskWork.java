package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.contracts.agents.Pattern;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A task request that has been checked, with every default filled in.
 *
 * @param key by which it is stored
 * @param owner on whose behalf the task is done; empty where nobody is known
 * @param runBudget the whole of what {@code budget} is the rest of
 * @param origin what its model calls are made for; {@code null} for a task of no run
 * @param answerScope within which an answer is kept for its input
 * @param inputSha256s digest of each input with the role and the model that are asked
 * @param sha256 digest of what is asked for; the budget is no part of it, so that a task can be repeated with a larger one
 */
record TaskWork(
        TaskKey key,
        Role role,
        String pattern,
        List<Map<String, Object>> inputs,
        @Nullable String contextId,
        String owner,
        String model,
        @Nullable RunBudget budget,
        @Nullable RunBudget runBudget,
        @Nullable CallOrigin origin,
        String answerScope,
        List<String> inputSha256s,
        String sha256) {

    private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    /** The worker's ids begin with that of the run, a UUID. */
    private static final java.util.regex.Pattern OF_A_STEP =
            java.util.regex.Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:");

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * Checks a request; INVALID_REQUEST names each member that is wrong.
     *
     * @param caller who came in at the edge, or {@code null} for a service of the platform
     */
    static TaskWork of(TaskRequest request, @Nullable Identity caller, Roles roles, TaskProperties properties) {
        List<FieldError> errors = new ArrayList<>();
        Role role = request.role() == null ? null : roles.find(request.role()).orElse(null);
        if (role == null) {
            errors.add(new FieldError("role", "must be one of " + String.join(", ", roles.names())));
        }
        checkId("id", request.id(), errors);
        if (caller != null
                && request.id() != null
                && OF_A_STEP.matcher(request.id()).lookingAt()) {
            errors.add(
                    new FieldError(
                            "id",
                            "must not begin with the id of a run and a colon, as those of the platform's own tasks do; choose another, or leave it out"));
        }
        checkId("context_id", request.contextId(), errors);
        checkId("scope", request.scope(), errors);
        if (request.model() != null && request.model().isBlank()) {
            errors.add(new FieldError("model", "must name a model; leave it out for the default"));
        }
        Pattern pattern = request.pattern() == null ? Pattern.SINGLE : request.pattern();
        checkInputs(request.inputs(), pattern, properties.maxInputs(), errors);
        checkBudget(request.budget(), errors);
        if (role == null || !errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The task is not valid.").withErrors(errors);
        }
        String id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        String model = request.model() == null ? properties.defaultModel() : request.model();
        return new TaskWork(
                TaskKey.of(id, caller),
                role,
                pattern == Pattern.SINGLE ? "single" : "fan-out",
                request.inputs(),
                request.contextId(),
                owner(request, caller),
                model,
                request.budget(),
                request.runBudget(),
                origin(request, caller),
                answerScope(request, id, caller),
                request.inputs().stream()
                        .map(input -> digest(Map.of("role", role.name(), "model", model, "input", input)))
                        .toList(),
                digest(request, pattern));
    }

    /** The id that whoever asks knows it by. */
    String id() {
        return key.id();
    }

    private static String owner(TaskRequest request, @Nullable Identity caller) {
        return caller == null ? Objects.requireNonNullElse(request.owner(), "") : caller.subject();
    }

    /** What a caller's tasks cost is never counted as a run's, whatever they call themselves. */
    private static @Nullable CallOrigin origin(TaskRequest request, @Nullable Identity caller) {
        return caller != null || request.contextId() == null
                ? null
                : CallOrigin.of(request.contextId(), request.scope());
    }

    /** What a caller's tasks keep is never taken for an answer of a run, whatever they call themselves. */
    private static String answerScope(TaskRequest request, String id, @Nullable Identity caller) {
        String scope = request.contextId() == null || request.scope() == null
                ? "task/" + id
                : request.contextId() + "/" + request.scope();
        return caller == null ? scope : "caller/" + caller.subject() + "/" + scope;
    }

    /** What the numbers of calls go by: the run with its step and round, or the task where it belongs to none. */
    String question() {
        return origin == null ? answerScope : "%s/%s:%d".formatted(origin.run(), origin.step(), origin.round());
    }

    /** Digest of an input with the role and the model that are asked. */
    String inputSha256(int input) {
        return inputSha256s.get(input);
    }

    private static void checkId(String field, @Nullable String id, List<FieldError> errors) {
        if (id != null && !ID.matcher(id).matches()) {
            errors.add(new FieldError(
                    field, "must be at most 200 letters, digits, dots, colons, hyphens and underscores"));
        }
    }

    private static void checkInputs(
            @Nullable List<Map<String, Object>> inputs, Pattern pattern, int most, List<FieldError> errors) {
        if (inputs == null || inputs.isEmpty()) {
            errors.add(new FieldError("inputs", "must hold at least one input"));
            return;
        }
        if (pattern == Pattern.SINGLE && inputs.size() != 1) {
            errors.add(new FieldError(
                    "inputs", "must hold exactly one input for the pattern single; use fan-out for more"));
        }
        if (inputs.size() > most) {
            errors.add(new FieldError("inputs", "must hold at most " + most + " inputs"));
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == null) {
                errors.add(new FieldError("inputs[" + i + "]", "must be a JSON object"));
            }
        }
    }

    private static void checkBudget(@Nullable RunBudget budget, List<FieldError> errors) {
        if (budget == null) {
            return;
        }
        Map<String, @Nullable Number> parts = new LinkedHashMap<>();
        parts.put("usd", budget.usd());
        parts.put("tokens", budget.tokens());
        parts.put("calls", budget.calls());
        parts.put("seconds", budget.seconds());
        parts.forEach((part, value) -> {
            if (value != null && value.doubleValue() < 0) {
                errors.add(new FieldError("budget." + part, "must not be negative"));
            }
        });
    }

    private static String digest(TaskRequest request, Pattern pattern) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("role", request.role());
        asked.put("pattern", pattern);
        asked.put("inputs", request.inputs());
        asked.put("context_id", request.contextId());
        asked.put("model", request.model());
        return digest(asked);
    }

    private static String digest(Map<String, ? extends @Nullable Object> asked) {
        return Sha256.hex(CANONICAL.writeValueAsBytes(asked));
    }
}
