package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.run.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The project as it stands: the files of several steps, a later step's over an earlier one's. */
final class ProjectFiles {

    private ProjectFiles() {}

    static List<DropFile> of(StepWork work, Step... steps) {
        Map<String, DropFile> files = new TreeMap<>();
        for (Step step : steps) {
            work.files(step).forEach(file -> files.put(file.path(), file));
        }
        return List.copyOf(files.values());
    }
}
