package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.SourceFile;
import io.quantumlayer.contracts.project.TestSuite;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.testsupport.TestKeys;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.signature.DropSignatures;
import io.quantumlayer.worker.signature.TestSignatures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the steps before the one under test have left. */
public final class FakeRun {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final DropSignatures SIGNATURES = TestSignatures.with(TestKeys.create());

    private final FakeDrops drops = new FakeDrops();
    private final Map<String, DropRef> left = new HashMap<>();

    /** A run of two requirements in a language, with its code. */
    public FakeRun(String language, DropFile... sources) {
        GenerationRequest request = new GenerationRequest(
                "request", "add", language, "library", null, true, false, Map.of(), null, null, 3, null);
        leave(Step.ENHANCE_PROMPT, "text", Map.of(StepWork.REQUEST, JSON.convertValue(request, Map.class)));
        leave(
                Step.PARSE_REQUIREMENTS,
                new Requirements(
                        "adding",
                        "Adding",
                        "Adds.",
                        List.of(
                                new Requirements.Requirement("R1", "Adds.", List.of()),
                                new Requirements.Requirement("R2", "Adds more.", List.of())),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null),
                Map.of());
        leave(
                Step.PLAN_STRUCTURE,
                new ProjectStructure(
                        Arrays.stream(sources)
                                .map(file -> new ProjectStructure.PlannedFile(
                                        file.path(), ProjectStructure.FileKind.SOURCE, "", List.of()))
                                .toList(),
                        List.of()),
                Map.of());
        leave(Step.PLAN_TESTS, Map.of("cases", List.of()), Map.of());
        leave(Step.WRITE_CODE, "code", Map.of(), sources);
        leave(Step.RESOLVE_DEPENDENCIES, Map.of(), Map.of());
        leave(
                Step.VALIDATE,
                Map.of("status", "passed", "seconds", 0, "diagnostics", List.of(), "tests", List.of(), "log", ""),
                Map.of());
    }

    /** Tests by name, with the requirement that each claims. */
    public FakeRun withTests(Map<String, String> covers, DropFile... files) {
        leave(
                Step.WRITE_TESTS,
                new TestSuite(
                        Arrays.stream(files)
                                .map(file -> new SourceFile(file.path(), file.content()))
                                .toList(),
                        covers.entrySet().stream()
                                .map(test -> new TestSuite.CoveringTest(test.getKey(), List.of(test.getValue())))
                                .toList()),
                Map.of(),
                files);
        return this;
    }

    /** A run of the tests that failed. */
    public FakeRun withFailedTests(Object report) {
        leave(Step.RUN_TESTS, report, Map.of());
        return this;
    }

    /** Takes over what a step has made of its work, as its drop. */
    public FakeRun with(Step step, StepResult result) {
        Map<String, Object> metadata = new HashMap<>(result.metadata());
        metadata.put(StepWork.OUTCOME, JSON.convertValue(result.outcome(), Map.class));
        leave(step, result.artifact(), metadata, result.files().toArray(DropFile[]::new));
        return this;
    }

    /** Takes over what a step has left, as text or as what is written as JSON. */
    public FakeRun leaving(Step step, Object artifact, DropFile... files) {
        leave(step, artifact, Map.of(), files);
        return this;
    }

    /** What users call is in this file. */
    public FakeRun withEntryPoint(String file) {
        ProjectStructure plan = at(Step.WRITE_CODE).answer(Step.PLAN_STRUCTURE, ProjectStructure.class);
        leave(
                Step.PLAN_STRUCTURE,
                new ProjectStructure(plan.files(), List.of(new ProjectStructure.EntryPoint(file, "add", null))),
                Map.of());
        return this;
    }

    /** The document that the requirements are made of. */
    public FakeRun withDocument() {
        leave(Step.WRITE_FRD, "# Adding", Map.of());
        return this;
    }

    /** What the enhancement of the prompt asks. */
    public FakeRun withQuestions(String... questions) {
        leave(
                Step.ENHANCE_PROMPT,
                "text",
                Map.of(
                        StepWork.REQUEST,
                        at(Step.WRITE_FRD).metadata(Step.ENHANCE_PROMPT).get(StepWork.REQUEST),
                        "questions",
                        List.of(questions)));
        return this;
    }

    public StepWork at(Step step) {
        return at(step, 0, null);
    }

    /** A repair round. */
    public StepWork at(Step step, int round, @Nullable Step feedback) {
        return at(step, round, feedback, new Cancellation());
    }

    public StepWork at(Step step, Cancellation cancellation) {
        return at(step, 0, null, cancellation);
    }

    private StepWork at(Step step, int round, @Nullable Step feedback, Cancellation cancellation) {
        StepTask task = new StepTask(
                "workflow", "run", "request", step, round, null, null, Map.copyOf(left), feedback, null, null);
        return new StepWork(task, drops, SIGNATURES, JSON, cancellation, RefusedAnswers.NONE);
    }

    private void leave(Step step, Object artifact, Map<String, Object> more, DropFile... files) {
        Map<String, Object> metadata = new HashMap<>(more);
        metadata.putIfAbsent(StepWork.OUTCOME, JSON.convertValue(Outcome.completed("done"), Map.class));
        Drop drop = drops.create(SIGNATURES.signed(new NewDrop(
                null,
                "workflow",
                "request",
                step.dropStage(),
                step.dropType(),
                artifact instanceof String text ? text : JSON.writeValueAsString(artifact),
                metadata,
                "run",
                step.key() + ":" + drops.size(),
                List.of(files))));
        left.put(step.key(), new DropRef(drop.id(), step.dropStage(), step.dropType(), 1));
    }
}
