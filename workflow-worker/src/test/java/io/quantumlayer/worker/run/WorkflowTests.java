package io.quantumlayer.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantumlayer.contracts.journal.ProgressFold;
import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTests {

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final List<RunChange> changes = Collections.synchronizedList(new ArrayList<>());
    private final ScriptedSteps steps = new ScriptedSteps();

    @AfterEach
    void stop() {
        environment.close();
    }

    @Test
    void everyStageRunsOnceAndLeavesItsDropInOrder() {
        RunOutcome outcome = run(request(null));

        assertThat(outcome.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(outcome.drops())
                .extracting(DropRef::stage)
                .containsExactly(
                        "prompt_enhancement",
                        "frd_generation",
                        "requirements_parsing",
                        "project_structure",
                        "code_generation",
                        "semantic_validation",
                        "dependency_resolution",
                        "test_plan_generation",
                        "test_generation",
                        "security_scan",
                        "performance_analysis",
                        "documentation",
                        "completion");
        assertThat(steps.asked()).doesNotHaveDuplicates().hasSize(Step.values().length);
        assertThat(outcome.usage().calls()).isEqualTo(Step.values().length);
    }

    @Test
    void buildWaitsForTheDependencies() {
        run(request(null));

        assertThat(steps.asked()).containsSubsequence("write_code@0", "resolve_dependencies@0", "validate@0");
    }

    @Test
    void onlyTheFirstStepCarriesTheRequest() {
        run(request(null));

        assertThat(steps.last(Step.ENHANCE_PROMPT).request()).isNotNull();
        assertThat(steps.last(Step.SUMMARISE).request()).isNull();
    }

    @Test
    void codeThatDoesNotBuildGoesBackToItsAuthor() {
        steps.failing(Step.VALIDATE, "syntax error");

        RunOutcome outcome = run(request(null));

        assertThat(outcome.repairRounds()).isEqualTo(1);
        assertThat(steps.asked())
                .containsSubsequence("validate@0", "write_code@1", "resolve_dependencies@1", "validate@1");
        assertThat(steps.last(Step.WRITE_CODE).feedback()).isEqualTo(Step.VALIDATE);
    }

    @Test
    void failingTestSendsTheCodeBackAndKeepsTheTests() {
        steps.failing(Step.RUN_TESTS, "expected 3");

        run(request(null));

        assertThat(steps.asked()).containsSubsequence("run_tests@0", "write_code@1", "validate@1", "run_tests@1");
        assertThat(steps.asked()).doesNotContain("write_tests@1");
        assertThat(steps.last(Step.WRITE_CODE).feedback()).isEqualTo(Step.RUN_TESTS);
    }

    @Test
    void testsThatAreFoundWrongAreWrittenAnewAfterTheBuild() {
        steps.failing(Step.RUN_TESTS, "expected 4").withTestsFoundWrong();

        run(request(null));

        assertThat(steps.asked())
                .containsSubsequence("run_tests@0", "write_code@1", "validate@1", "write_tests@1", "run_tests@1");
        assertThat(steps.last(Step.WRITE_TESTS).feedback()).isEqualTo(Step.RUN_TESTS);
    }

    @Test
    void testsAreKeptWhereTheCodeDoesNotBuildAnyMore() {
        steps.failing(Step.RUN_TESTS, "expected 4").withTestsFoundWrong().failing(Step.VALIDATE, "", "same", "same");

        run(request(null));

        assertThat(steps.asked()).doesNotContain("write_tests@1", "write_tests@2");
    }

    @Test
    void testsAreLeftOutWhereTheCodeDoesNotBuild() {
        steps.failing(Step.VALIDATE, "same", "same");

        run(request(null));

        assertThat(List.of(Step.WRITE_TESTS, Step.RUN_TESTS))
                .allSatisfy(step -> assertThat(steps.last(step).skip())
                        .isEqualTo(new Skip("Tests were not written: the project does not build.", true)));
    }

    @Test
    void testsAreNotRunWhereTheCodeDoesNotBuildAnyMore() {
        steps.failing(Step.RUN_TESTS, "expected 3").failing(Step.VALIDATE, "", "same", "same");

        run(request(null));

        assertThat(steps.last(Step.WRITE_TESTS).skip()).isNull();
        assertThat(steps.last(Step.RUN_TESTS).skip())
                .isEqualTo(new Skip("Tests were not run: the project does not build.", true));
    }

    @Test
    void whatNobodyAskedForIsLeftOutAndOnlyTestsAreMissed() {
        run(new GenerationRequest(
                "one", "a prompt", "python", "function", null, false, false, Map.of(), null, null, 3, null));

        assertThat(List.of(Step.PLAN_TESTS, Step.WRITE_TESTS, Step.RUN_TESTS))
                .allSatisfy(step -> assertThat(steps.last(step).skip())
                        .isEqualTo(new Skip("Tests were not asked for (generate_tests is false).", true)));
        assertThat(List.of(Step.WRITE_DOCUMENTATION, Step.CHECK_DOCUMENTATION))
                .allSatisfy(step -> assertThat(steps.last(step).skip())
                        .isEqualTo(new Skip("Documentation was not asked for (generate_docs is false).", false)));
        assertThat(steps.last(Step.SCAN_SECURITY).skip()).isNull();
    }

    @Test
    void everyStepKnowsTheLanguageWithoutReadingTheRequest() {
        run(request(null));

        assertThat(Step.values())
                .allSatisfy(step -> assertThat(steps.last(step).facts()).isEqualTo(new RunFacts("python", "function")));
    }

    @Test
    void testsThatCannotRunAreWrittenAnew() {
        steps.failing(Step.RUN_TESTS, "no such module").withTestsAtFault();

        run(request(null));

        assertThat(steps.asked()).containsSubsequence("run_tests@0", "write_tests@1", "run_tests@1");
        assertThat(steps.asked()).doesNotContain("write_code@1");
    }

    @Test
    void sameErrorTwiceEndsTheRepair() {
        steps.failing(Step.VALIDATE, "same", "same", "same", "same");

        RunOutcome outcome = run(request(null));

        assertThat(outcome.repairRounds()).isEqualTo(1);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void repairsEndAfterThreeRounds() {
        steps.failing(Step.VALIDATE, "one", "two", "three", "four", "five");

        RunOutcome outcome = run(request(null));

        assertThat(outcome.repairRounds()).isEqualTo(3);
        assertThat(steps.asked()).contains("write_code@3").doesNotContain("write_code@4");
    }

    @Test
    void permanentFailureEndsTheRunWithItsCause() {
        steps.failing(Step.WRITE_FRD, "outage");
        WorkflowStub run = start(request(null), false);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseInstanceOf(ApplicationFailure.class)
                .rootCause()
                .hasMessageContaining("no such model");
        assertThat(changes.getLast().type()).isEqualTo("run.failed");
        assertThat(changes.getLast().payload())
                .containsEntry("cause", "no such model")
                .hasEntrySatisfying(
                        "failure",
                        failure -> assertThat(failure.toString())
                                .contains(
                                        "stage=frd_generation", "step=write_frd", "message=no such model", "remedy="));
        assertThat(failure(run))
                .returns("frd_generation", RunFailure::stage)
                .returns("no such model", RunFailure::message)
                .returns(FailureType.NOT_FOUND.remedy(), RunFailure::remedy);
        RunProgress progress = run.query("progress", RunProgress.class);
        assertThat(progress.completedStages()).isEqualTo(1);
        assertThat(progress.currentStage()).isNull();
        assertThat(progress.stages().get(Stage.FRD_GENERATION.number() - 1).state())
                .isEqualTo(StageState.STOPPED);
        assertThat(progress.line(Stage.FRD_GENERATION).problem()).isEqualTo("no such model");
    }

    @Test
    void whatTheStepThatFailedHasUsedIsTheRunsToo() {
        steps.failing(Step.WRITE_FRD, "outage");
        WorkflowStub run = start(request(null), false);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        Usage twice = ScriptedSteps.USAGE.plus(ScriptedSteps.USAGE);
        assertThat(run.query("progress", RunProgress.class).usage()).isEqualTo(twice);
        assertThat(JacksonJsonPayloadConverter.newDefaultObjectMapper()
                        .convertValue(changes.getLast().payload().get("usage"), Usage.class))
                .isEqualTo(twice);
    }

    @Test
    void runThatHasUsedItsTimeSaysSo() {
        WorkflowStub run = start(request(new RunBudget(null, null, null, 0L)), false);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        assertThat(failure(run))
                .returns("budget-exceeded", RunFailure::type)
                .returns("The run has used its budget of 0 seconds.", RunFailure::message)
                .returns(FailureType.BUDGET_EXCEEDED.remedy(), RunFailure::remedy);
    }

    /** A database without space takes neither the step's drop nor how the run ended. */
    @ParameterizedTest
    @ValueSource(strings = {"run.started", "run.failed"})
    @Timeout(60)
    void runThatNobodyCanStoreTheStateOfEndsAllTheSameWithItsCause(String lost) {
        steps.failing(Step.WRITE_FRD, "outage");
        RunActivities full = change -> {
            if (change.type().equals(lost)) {
                RunFailure failure = RunFailure.of(FailureType.UNAVAILABLE, "The database's volume is full");
                throw ApplicationFailure.newFailure(failure.message(), failure.type(), failure);
            }
            changes.add(change);
        };
        WorkflowStub run = start(request(null), full, false);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(thrown -> assertThat(Failures.of(thrown).message())
                        .isEqualTo(lost.equals("run.started") ? "The database's volume is full" : "no such model"));
    }

    @Test
    void defectOfTheWorkflowItselfEndsTheRunWithItsCause() {
        steps.withoutVerdict();
        WorkflowStub run = start(request(null), false);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        assertThat(failure(run))
                .returns(FailureType.INTERNAL.key(), RunFailure::type)
                .extracting(RunFailure::message)
                .asString()
                .contains("the summary has no verdict");
        assertThat(changes.getLast().type()).isEqualTo("run.failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "repair", "outage"})
    void journalAndQueryTellTheSameProgress(String script) {
        switch (script) {
            case "repair" -> steps.failing(Step.VALIDATE, "syntax error");
            case "outage" -> steps.failing(Step.WRITE_CODE, "outage");
            default -> {}
        }
        WorkflowStub run = start(request(null), false);
        try {
            run.getResult(RunOutcome.class);
        } catch (WorkflowFailedException expected) {
            assertThat(script).isEqualTo("outage");
        }

        RunProgress journal = RunProgress.pending();
        for (RunEvent event : journal()) {
            journal = ProgressFold.with(journal, event, Instant.EPOCH);
        }

        RunProgress query = run.query("progress", RunProgress.class);
        assertThat(JacksonJsonPayloadConverter.newDefaultObjectMapper().convertValue(journal, RunProgress.class))
                .as("as a query would tell it")
                .usingRecursiveComparison()
                .ignoringFields("stages.startedAt", "stages.finishedAt")
                .isEqualTo(query);
    }

    /** What the activities write, in their order: the steps' events between those of the run. */
    private List<RunEvent> journal() {
        ObjectMapper json = JacksonJsonPayloadConverter.newDefaultObjectMapper();
        List<RunEvent> events = new ArrayList<>();
        for (RunChange change : List.copyOf(changes)) {
            if (events.size() == 1) {
                events.addAll(steps.events());
            }
            events.add(json.convertValue(
                    change.payload(), RunEvent.ofType(change.type()).orElseThrow()));
        }
        return events;
    }

    private static RunFailure failure(WorkflowStub run) {
        try {
            run.getResult(RunOutcome.class);
            throw new AssertionError("the run has a result");
        } catch (WorkflowFailedException e) {
            return ((ApplicationFailure) Objects.requireNonNull(e.getCause()))
                    .getDetails()
                    .get(0, RunFailure.class);
        }
    }

    @Test
    void runIsRecordedFromItsStartToItsVerdict() {
        run(request(null));

        assertThat(changes).extracting(RunChange::type).containsExactly("run.started", "run.completed");
        assertThat(changes.getLast().run().state()).isEqualTo("Completed");
        assertThat(changes.getLast().run().verdict()).isEqualTo("complete");
    }

    @Test
    void stepsAreToldWhatIsLeftOfTheBudget() {
        run(request(new RunBudget(100.0, 1_000L, 50, null)));

        RunBudget left = steps.last(Step.SUMMARISE).budget();
        assertThat(left).isNotNull();
        assertThat(left.calls()).isEqualTo(50 - (Step.values().length - 1));
        assertThat(left.tokens()).isEqualTo(1_000L - 15L * (Step.values().length - 1));
    }

    @Test
    void canceledRunSaysSoInItsRecord() {
        WorkflowStub run = start(request(null), true);
        run.cancel();

        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        assertThat(changes.getLast().type()).isEqualTo("run.canceled");
    }

    @Test
    @Timeout(60)
    void runThatIsCanceledWhileItsStartIsWrittenIsRecordedAsCanceledAfterwards() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        RunActivities slow = change -> {
            if (change.type().equals("run.started")) {
                writing.countDown();
                awaitUnchecked(written);
            }
            changes.add(change);
        };
        WorkflowStub run = start(request(null), slow, true);
        writing.await();

        run.cancel("by alice");
        environment.registerDelayedCallback(Duration.ofSeconds(1), written::countDown);

        assertThatThrownBy(() -> run.getResult(RunOutcome.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(changes).extracting(RunChange::type).containsExactly("run.started", "run.canceled");
        assertThat(changes.getLast().payload()).containsEntry("reason", "by alice");
        assertThat(steps.asked()).isEmpty();
    }

    /** The first step, one that followed another, and two that work beside each other. */
    @ParameterizedTest
    @EnumSource(
            names = {"ENHANCE_PROMPT", "WRITE_FRD", "PLAN_STRUCTURE", "PLAN_TESTS", "WRITE_CODE", "WRITE_DOCUMENTATION"
            })
    @Timeout(60)
    void cancellationReachesTheStepThatIsWorkedOn(Step step) {
        steps.endless(step);
        WorkflowStub run = start(request(null), false);
        steps.awaitStart(step);

        run.cancel();

        assertThatThrownBy(() -> run.getResult(45, TimeUnit.SECONDS, RunOutcome.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(changes.getLast().type()).isEqualTo("run.canceled");
    }

    @Test
    void progressShowsTwelveStages() {
        WorkflowStub run = start(request(null), false);
        run.getResult(RunOutcome.class);

        RunProgress progress = run.query("progress", RunProgress.class);

        assertThat(progress.completedStages()).isEqualTo(12);
        assertThat(progress.currentStage()).isNull();
        assertThat(progress.stages())
                .hasSize(12)
                .allMatch(line -> line.state() == StageState.COMPLETED)
                .extracting(line -> line.stage())
                .containsExactly(Stage.values());
    }

    private RunOutcome run(GenerationRequest request) {
        return start(request, false).getResult(RunOutcome.class);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorkflowStub start(GenerationRequest request, boolean slow) {
        return start(request, changes::add, slow);
    }

    private WorkflowStub start(GenerationRequest request, RunActivities record, boolean slow) {
        Worker generator = environment.newWorker(ExtendedCodeGenerationWorkflow.TASK_QUEUE, PatientWorker.OPTIONS);
        generator.registerWorkflowImplementationTypes(ExtendedCodeGenerationWorkflowImpl.class);
        if (slow) {
            // Nobody works on the steps: the run waits until it is canceled.
            generator.registerActivitiesImplementations(record);
            steps.failing(Step.ENHANCE_PROMPT);
        } else {
            generator.registerActivitiesImplementations(record, steps);
            environment
                    .newWorker(ExtendedCodeGenerationWorkflow.VERIFICATION_TASK_QUEUE)
                    .registerActivitiesImplementations(steps);
        }
        environment.start();
        WorkflowStub stub = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        "ExtendedCodeGenerationWorkflow",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(ExtendedCodeGenerationWorkflow.ID_PREFIX + request.requestId())
                                .setTaskQueue(ExtendedCodeGenerationWorkflow.TASK_QUEUE)
                                .build());
        stub.start(request);
        return stub;
    }

    private static GenerationRequest request(@Nullable RunBudget budget) {
        return new GenerationRequest(
                "one", "a prompt", "python", "function", null, true, true, Map.of(), null, budget, 3, null);
    }
}
