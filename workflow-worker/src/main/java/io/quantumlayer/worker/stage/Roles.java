package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.agents.AgentsClient;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Pattern;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.ActivityFailures;
import io.quantumlayer.worker.step.StepWork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks the orchestrator's roles, with the members that every role's input has. */
@Component
final class Roles {

    private static final String SOURCES = "sources";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AgentsClient agents;
    private final LanguageProfiles languages;
    private final JsonMapper json;

    Roles(AgentsClient agents, LanguageProfiles languages, JsonMapper json) {
        this.agents = agents;
        this.languages = languages;
        this.json = json;
    }

    /** One answer of a role, read as the record of its schema, with what it cost. */
    <T> RoleAnswer<T> ask(StepWork work, String role, Class<T> type, Map<String, Object> members) {
        return one(run(work, "", role, Pattern.SINGLE, List.of(members)), type);
    }

    /**
     * One answer of a role that reads the code: all of it, or where the model's context does not hold that, what users call of it.
     * What was shown is then the member {@code sources}.
     */
    <T> RoleAnswer<T> askOfCode(StepWork work, String role, Class<T> type, Map<String, Object> members) {
        List<DropFile> sources = work.files(Step.WRITE_CODE);
        members.put(SOURCES, sources);
        try {
            return ask(work, role, type, members);
        } catch (UpstreamException e) {
            List<DropFile> called = called(work, sources);
            if (FailureType.PROMPT_TOO_LONG != ActivityFailures.type(e) || called.size() == sources.size()) {
                throw e;
            }
            members.put(SOURCES, called);
            return one(run(work, ":less", role, Pattern.SINGLE, List.of(members)), type);
        }
    }

    /** What of the code a role did not see, for the summary of its step; empty where it saw all. */
    static String unseen(StepWork work, Map<String, Object> members) {
        int all = work.files(Step.WRITE_CODE).size();
        int shown = members.get(SOURCES) instanceof List<?> sources ? sources.size() : 0;
        return shown == all
                ? ""
                : ", from %d of %d source files: the model's context holds no more".formatted(shown, all);
    }

    private static List<DropFile> called(StepWork work, List<DropFile> sources) {
        List<String> paths = work.answer(Step.PLAN_STRUCTURE, ProjectStructure.class).entryPoints().stream()
                .map(ProjectStructure.EntryPoint::file)
                .toList();
        return sources.stream().filter(file -> paths.contains(file.path())).toList();
    }

    /** One answer of a role that is not the step's own, asked before that. */
    <T> RoleAnswer<T> askPart(StepWork work, String role, Class<T> type, Map<String, Object> members) {
        return one(run(work, ":" + role, role, Pattern.SINGLE, List.of(members)), type);
    }

    /** Asks once more within the same step, after an answer that could not be used. */
    <T> RoleAnswer<T> askAgain(StepWork work, String role, Class<T> type, Map<String, Object> members) {
        return one(run(work, ":again", role, Pattern.SINGLE, List.of(members)), type);
    }

    /** An answer for each input, at once; {@code part} tells calls of the same step apart. */
    <T> List<RoleAnswer<T>> askEach(
            StepWork work, String part, String role, Class<T> type, List<Map<String, Object>> inputs) {
        return run(work, ":" + part, role, Pattern.FAN_OUT, inputs).answers().stream()
                .map(answer -> new RoleAnswer<>(read(answer, type), answer))
                .toList();
    }

    private <T> RoleAnswer<T> one(TaskResult result, Class<T> type) {
        return new RoleAnswer<>(
                read(result.answers().getFirst(), type), result.answers().getFirst());
    }

    private TaskResult run(StepWork work, String part, String role, Pattern pattern, List<Map<String, Object>> inputs) {
        GenerationRequest request = work.request();
        Map<String, Object> common = common(work, request);
        List<Map<String, Object>> complete = inputs.stream()
                .map(members -> {
                    Map<String, Object> input = new LinkedHashMap<>(common);
                    input.putAll(members);
                    return input;
                })
                .toList();
        return counted(
                work,
                new TaskRequest(
                        work.task().idempotencyKey() + part + work.anew(),
                        role,
                        pattern,
                        complete,
                        work.task().workflowId(),
                        request.model(),
                        work.budget(),
                        // The run's own id changes when it is reset; what a step and its round have asked does not.
                        "%s:%d%s"
                                .formatted(work.task().step().key(), work.task().round(), work.anew()),
                        request.budget(),
                        request.owner()));
    }

    /** What a task that failed has used was paid as well. */
    private TaskResult counted(StepWork work, TaskRequest task) {
        try {
            TaskResult result = inTurn(work, task);
            work.spend(result.usage());
            return result;
        } catch (UpstreamException failed) {
            Object used = failed.members().get(TaskRequest.USED);
            if (used != null) {
                work.spend(json.convertValue(used, Usage.class));
            }
            throw failed;
        }
    }

    /**
     * Waits where the run's owner has as many tasks waiting as one may have: that is no failure, and uses up none of the
     * step's attempts.
     */
    private TaskResult inTurn(StepWork work, TaskRequest task) {
        while (true) {
            work.cancellation().check();
            try {
                return agents.run(task);
            } catch (UpstreamException full) {
                if (!full.members().containsKey(TaskRequest.WAITING)) {
                    throw full;
                }
                pause(full.retryAfter().orElse(PAUSE));
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The step was ended while its task waited to be taken.");
        }
    }

    private Map<String, Object> common(StepWork work, GenerationRequest request) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("prompt", request.prompt());
        if (work.has(Step.ENHANCE_PROMPT)) {
            described.put("enhanced_prompt", work.drop(Step.ENHANCE_PROMPT).artifact());
        }
        described.put("language", request.language());
        described.put("type", request.type());
        if (request.framework() != null) {
            described.put("framework", request.framework());
        }
        described.put("requirements", request.requirements());
        Map<String, Object> common = new LinkedHashMap<>();
        common.put("request", described);
        common.put(
                "profile",
                languages
                        .find(request.language())
                        .map(Roles::described)
                        .orElseGet(() -> Map.of("language", request.language())));
        return common;
    }

    private static Map<String, Object> described(LanguageProfile profile) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("language", profile.language());
        described.put("layout", profile.layout());
        described.put("build_command", profile.buildCommand());
        described.put("test_command", profile.testCommand());
        described.put("test_conventions", profile.testConventions());
        return described;
    }

    private <T> T read(Answer answer, Class<T> type) {
        return json.convertValue(answer.answer(), type);
    }
}
