package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.project.FileHash;
import io.quantumlayer.worker.run.Step;
import java.util.Arrays;
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

    /** The same files by the digests that QuantumDrop keeps, without their contents. */
    static List<FileHash> hashes(StepWork work, Step... steps) {
        Map<String, FileHash> hashes = new TreeMap<>();
        Arrays.stream(steps)
                .filter(work::has)
                .flatMap(step -> work.drop(step).files().stream())
                .forEach(file -> hashes.put(file.path(), new FileHash(file.path(), file.sha256())));
        return List.copyOf(hashes.values());
    }
}
