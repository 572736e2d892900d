package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handler leaves, before it is stored as a drop.
 *
 * @param artifact Markdown, source text or JSON
 * @param metadata about the artifact: provenance, tool versions
 */
public record StepResult(
        String artifact,
        List<DropFile> files,
        Map<String, Object> metadata,
        StageState state,
        String summary,
        List<String> reasons,
        @Nullable String signature,
        boolean repairTests,
        @Nullable Verdict verdict) {

    public static StepResult completed(String artifact, String summary) {
        return new StepResult(
                artifact, List.of(), Map.of(), StageState.COMPLETED, summary, List.of(), null, false, null);
    }

    public static StepResult notApplicable(String reason) {
        return completed(reason, reason).withState(StageState.NOT_APPLICABLE);
    }

    public StepResult withState(StageState changed) {
        return new StepResult(artifact, files, metadata, changed, summary, reasons, signature, repairTests, verdict);
    }

    public StepResult withSummary(String changed) {
        return new StepResult(artifact, files, metadata, state, changed, reasons, signature, repairTests, verdict);
    }

    public StepResult withFiles(List<DropFile> changed) {
        return new StepResult(artifact, changed, metadata, state, summary, reasons, signature, repairTests, verdict);
    }

    public StepResult with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(key, value);
        return new StepResult(artifact, files, more, state, summary, reasons, signature, repairTests, verdict);
    }

    public StepResult withReasons(List<String> changed) {
        return new StepResult(artifact, files, metadata, state, summary, changed, signature, repairTests, verdict);
    }

    public StepResult failed(@Nullable String newSignature, boolean testsAtFault) {
        return new StepResult(
                artifact, files, metadata, StageState.FAILED, summary, reasons, newSignature, testsAtFault, verdict);
    }

    public StepResult withTestsAtFault(boolean changed) {
        return new StepResult(artifact, files, metadata, state, summary, reasons, signature, changed, verdict);
    }

    public StepResult withVerdict(Verdict changed) {
        return new StepResult(artifact, files, metadata, state, summary, reasons, signature, repairTests, changed);
    }
}
