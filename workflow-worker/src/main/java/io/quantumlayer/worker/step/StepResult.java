package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a handler leaves, before it is stored as a drop.
 *
 * @param artifact Markdown, source text or JSON
 * @param metadata about the artifact: provenance, tool versions
 */
public record StepResult(String artifact, List<DropFile> files, Map<String, Object> metadata, Outcome outcome) {

    public StepResult(String artifact, Outcome outcome) {
        this(artifact, List.of(), Map.of(), outcome);
    }

    public StepResult withFiles(List<DropFile> changed) {
        return new StepResult(artifact, changed, metadata, outcome);
    }

    public StepResult with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(key, value);
        return new StepResult(artifact, files, more, outcome);
    }

    public StepResult with(Outcome changed) {
        return new StepResult(artifact, files, metadata, changed);
    }
}
