package io.quantumlayer.worker.run;

import static io.quantumlayer.worker.run.Step.ANALYSE_PERFORMANCE;
import static io.quantumlayer.worker.run.Step.CHECK_DOCUMENTATION;
import static io.quantumlayer.worker.run.Step.ENHANCE_PROMPT;
import static io.quantumlayer.worker.run.Step.PARSE_REQUIREMENTS;
import static io.quantumlayer.worker.run.Step.PLAN_STRUCTURE;
import static io.quantumlayer.worker.run.Step.PLAN_TESTS;
import static io.quantumlayer.worker.run.Step.RESOLVE_DEPENDENCIES;
import static io.quantumlayer.worker.run.Step.RUN_TESTS;
import static io.quantumlayer.worker.run.Step.SCAN_SECURITY;
import static io.quantumlayer.worker.run.Step.SUMMARISE;
import static io.quantumlayer.worker.run.Step.VALIDATE;
import static io.quantumlayer.worker.run.Step.WRITE_CODE;
import static io.quantumlayer.worker.run.Step.WRITE_DOCUMENTATION;
import static io.quantumlayer.worker.run.Step.WRITE_FRD;
import static io.quantumlayer.worker.run.Step.WRITE_TESTS;

import io.quantumlayer.contracts.journal.RunCanceled;
import io.quantumlayer.contracts.journal.RunEnd;
import io.quantumlayer.contracts.journal.RunFailed;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stage graph of a run: this file alone says what waits for what, and what a failed check leads to. */
public final class ExtendedCodeGenerationWorkflowImpl implements ExtendedCodeGenerationWorkflow {

    private static final Skip NO_TESTS = new Skip("Tests were not asked for (generate_tests is false).", true);
    private static final Skip NO_DOCS = new Skip("Documentation was not asked for (generate_docs is false).", false);
    private static final Skip NOT_WRITTEN = new Skip("Tests were not written: the project does not build.", true);
    private static final Skip NOT_RUN = new Skip("Tests were not run: the project does not build.", true);

    /** What has become of the code. */
    private enum Build {
        DONE,
        /** The tests are wrong that it was to be written anew for. */
        FOR_OTHER_TESTS,
        FAILED
    }

    private final GenerationRequest request;
    private final Steps steps;
    private final RunLog log;
    private @Nullable String lastSignature;

    @WorkflowInit
    public ExtendedCodeGenerationWorkflowImpl(GenerationRequest request) {
        this.request = request;
        this.steps = new Steps(request);
        this.log = new RunLog(request);
    }

    @Override
    public RunOutcome generate(GenerationRequest ignored) {
        log.started();
        try {
            RunOutcome outcome = stages();
            steps.happened(log.completed(outcome));
            return outcome;
        } catch (RuntimeException thrown) {
            if (thrown instanceof CanceledFailure || thrown.getCause() instanceof CanceledFailure) {
                String reason = CancellationScope.current().getCancellationReason();
                ended(new RunCanceled(reason, steps.usage(), runId()), thrown);
                throw thrown;
            }
            // A defect of this code ends the run as well: a run that hangs tells nobody why.
            RunFailure failure = Failures.of(thrown);
            ended(new RunFailed(failure.message(), failure, steps.usage(), runId()), thrown);
            throw ApplicationFailure.newNonRetryableFailureWithCause(
                    failure.message(), Objects.requireNonNullElse(failure.type(), ""), thrown, failure);
        }
    }

    private void ended(RunEnd end, RuntimeException thrown) {
        steps.happened(end);
        try {
            log.ended(end);
        } catch (TemporalFailure unrecorded) {
            // What the run failed of is told all the same, by Temporal.
            thrown.addSuppressed(unrecorded);
        }
    }

    private static String runId() {
        return Workflow.getInfo().getRunId();
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private RunOutcome stages() {
        Promise<FinishedStep> prompt = steps.start(ENHANCE_PROMPT);
        Promise<FinishedStep> frd = steps.start(WRITE_FRD, prompt);
        Promise<FinishedStep> requirements = steps.start(PARSE_REQUIREMENTS, frd);
        Promise<FinishedStep> structure = steps.start(PLAN_STRUCTURE, requirements);
        Skip unwanted = request.generateTests() ? null : NO_TESTS;
        Promise<FinishedStep> testPlan = steps.startUnless(unwanted, PLAN_TESTS, requirements);

        structure.get();
        Build build = writeAndBuild(0, null);
        testPlan.get();
        if (unwanted != null) {
            skip(unwanted, WRITE_TESTS, RUN_TESTS);
        } else if (build == Build.FAILED) {
            skip(NOT_WRITTEN, WRITE_TESTS, RUN_TESTS);
        } else {
            writeAndRunTests();
        }

        Skip undocumented = request.generateDocs() ? null : NO_DOCS;
        Promise<FinishedStep> security = steps.start(SCAN_SECURITY);
        Promise<FinishedStep> performance = steps.start(ANALYSE_PERFORMANCE);
        Promise<FinishedStep> draft = steps.startUnless(undocumented, WRITE_DOCUMENTATION);
        Promise<FinishedStep> documentation = steps.startUnless(undocumented, CHECK_DOCUMENTATION, draft);
        Promise.allOf(security, performance, documentation).get();

        Outcome summary = steps.run(SUMMARISE, 0, null);
        Verdict verdict = Objects.requireNonNull(summary.verdict(), "the summary has no verdict");
        Workflow.upsertMemo(Map.of("verdict", verdict.name().toLowerCase(java.util.Locale.ROOT)));
        return new RunOutcome(
                verdict,
                verdict != Verdict.FAILED,
                summary.reasons(),
                steps.drops(),
                steps.repairRounds(),
                steps.usage());
    }

    /** Writes the code, fetches what it needs, builds it; what does not build goes back to its author. */
    private Build writeAndBuild(int firstRound, @Nullable Step firstFeedback) {
        int round = firstRound;
        Step feedback = firstFeedback;
        while (true) {
            Outcome code = steps.run(WRITE_CODE, round, feedback);
            steps.run(RESOLVE_DEPENDENCIES, round, null);
            Outcome validation = steps.run(VALIDATE, round, null);
            if (!validation.failed()) {
                return code.testsAtFault() ? Build.FOR_OTHER_TESTS : Build.DONE;
            }
            if (!worthRepairing(validation)) {
                return Build.FAILED;
            }
            steps.repairing();
            round = steps.repairRounds();
            feedback = VALIDATE;
        }
    }

    /**
     * Writes the tests and runs them. A failing test goes to the code's author, who has it judged first: what is wrong is
     * written anew, the code, the tests or both. Tests that cannot run are written anew.
     */
    private void writeAndRunTests() {
        steps.run(WRITE_TESTS, steps.repairRounds(), null);
        Outcome tests = steps.run(RUN_TESTS, steps.repairRounds(), null);
        while (tests.failed() && worthRepairing(tests)) {
            steps.repairing();
            Build build = tests.testsAtFault() ? Build.FOR_OTHER_TESTS : writeAndBuild(steps.repairRounds(), RUN_TESTS);
            if (build == Build.FAILED) {
                skip(NOT_RUN, RUN_TESTS);
                return;
            }
            if (build == Build.FOR_OTHER_TESTS) {
                steps.run(WRITE_TESTS, steps.repairRounds(), RUN_TESTS);
            }
            tests = steps.run(RUN_TESTS, steps.repairRounds(), null);
        }
    }

    private void skip(Skip why, Step... left) {
        for (Step step : left) {
            steps.skip(step, why);
        }
    }

    private boolean worthRepairing(Outcome failed) {
        boolean repeated = failed.signature() != null && failed.signature().equals(lastSignature);
        lastSignature = failed.signature();
        return !repeated && steps.repairRounds() < request.repairs();
    }
}
