package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.journal.StageAttemptFailed;
import io.quantumlayer.contracts.journal.StageCompleted;
import io.quantumlayer.contracts.journal.StageDrafted;
import io.quantumlayer.contracts.journal.StageEvent;
import io.quantumlayer.contracts.journal.StageStarted;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.Stage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The activities of a run. Most stages have one; a stage that also executes what it wrote has two, the first of which
 * leaves a draft.
 */
public enum Step {
    ENHANCE_PROMPT(Stage.PROMPT_ENHANCEMENT, Kind.FINAL),
    WRITE_FRD(Stage.FRD_GENERATION, Kind.FINAL),
    PARSE_REQUIREMENTS(Stage.REQUIREMENTS_PARSING, Kind.FINAL),
    PLAN_STRUCTURE(Stage.PROJECT_STRUCTURE, Kind.FINAL),
    WRITE_CODE(Stage.CODE_GENERATION, Kind.FINAL),
    VALIDATE(Stage.SEMANTIC_VALIDATION, Kind.SANDBOXED),
    RESOLVE_DEPENDENCIES(Stage.DEPENDENCY_RESOLUTION, Kind.FINAL),
    PLAN_TESTS(Stage.TEST_PLAN_GENERATION, Kind.FINAL),
    WRITE_TESTS(Stage.TEST_GENERATION, Kind.DRAFT),
    RUN_TESTS(Stage.TEST_GENERATION, Kind.SANDBOXED),
    SCAN_SECURITY(Stage.SECURITY_SCAN, Kind.FINAL),
    ANALYSE_PERFORMANCE(Stage.PERFORMANCE_ANALYSIS, Kind.FINAL),
    WRITE_DOCUMENTATION(Stage.DOCUMENTATION, Kind.DRAFT),
    CHECK_DOCUMENTATION(Stage.DOCUMENTATION, Kind.SANDBOXED),
    SUMMARISE(null, Kind.FINAL);

    private enum Kind {
        FINAL,
        DRAFT,
        SANDBOXED
    }

    private final @Nullable Stage stage;
    private final Kind kind;

    Step(@Nullable Stage stage, Kind kind) {
        this.stage = stage;
        this.kind = kind;
    }

    /** Stage that the step belongs to; {@code null} for the summary after the last stage. */
    public @Nullable Stage stage() {
        return stage;
    }

    /** Name of the activity type, and of the step in drops. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Stage key of the drop that the step leaves. */
    public String dropStage() {
        return stage == null ? "completion" : stage.key();
    }

    /** Type of the drop that the step leaves. */
    public String dropType() {
        return stage == null ? "summary" : stage.dropType();
    }

    /** Whether another step of the same stage follows. */
    public boolean draft() {
        return kind == Kind.DRAFT;
    }

    /** The step that leaves the draft which this one follows; empty where none does. */
    public Optional<Step> draftBefore() {
        return Arrays.stream(values())
                .filter(other -> other != this && other.draft() && other.stage == stage)
                .findFirst();
    }

    /** The event that a round of the step has begun. */
    public StageStarted started(int round) {
        return new StageStarted(dropStage(), number(), key(), round, draft());
    }

    /** The event that a round of the step has left its drop. */
    public StageEvent finished(int round, FinishedStep finished) {
        Outcome outcome = finished.outcome();
        return draft()
                ? new StageDrafted(
                        dropStage(),
                        number(),
                        key(),
                        round,
                        true,
                        outcome.state(),
                        outcome.summary(),
                        finished.drop(),
                        outcome.usage())
                : new StageCompleted(
                        dropStage(),
                        number(),
                        key(),
                        round,
                        false,
                        outcome.state(),
                        outcome.summary(),
                        finished.drop(),
                        outcome.usage());
    }

    /** The event that an attempt at a round of the step has failed. */
    public StageAttemptFailed attemptFailed(int round, int attempt, boolean retried, RunFailure failure, Usage spent) {
        return new StageAttemptFailed(
                dropStage(), number(), key(), round, draft(), failure.message(), attempt, retried, failure, spent);
    }

    private @Nullable Integer number() {
        return stage == null ? null : stage.number();
    }

    /** Task queue of the workers that may run the step. */
    public String taskQueue() {
        return kind == Kind.SANDBOXED
                ? ExtendedCodeGenerationWorkflow.VERIFICATION_TASK_QUEUE
                : ExtendedCodeGenerationWorkflow.TASK_QUEUE;
    }
}
