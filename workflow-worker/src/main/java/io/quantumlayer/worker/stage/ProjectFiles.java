package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.project.FileHash;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The project as it stands: the files of several steps, a later step's over an earlier one's, but for tests. */
final class ProjectFiles {

    private ProjectFiles() {}

    static List<DropFile> of(StepWork work, Step... steps) {
        Map<String, DropFile> files = new TreeMap<>();
        for (Step step : steps) {
            // A test file never stands for the code that it tests.
            work.files(step)
                    .forEach(file -> files.merge(
                            file.path(), file, (earlier, later) -> step == Step.WRITE_TESTS ? earlier : later));
        }
        return List.copyOf(files.values());
    }

    /** The same files by the digests that QuantumDrop keeps, without their contents. */
    static List<FileHash> hashes(StepWork work, Step... steps) {
        Map<String, FileHash> hashes = new TreeMap<>();
        Arrays.stream(steps)
                .filter(work::has)
                .forEach(step -> work.drop(step)
                        .files()
                        .forEach(file -> hashes.merge(
                                file.path(),
                                new FileHash(file.path(), file.sha256()),
                                (earlier, later) -> step == Step.WRITE_TESTS ? earlier : later)));
        return List.copyOf(hashes.values());
    }
}
