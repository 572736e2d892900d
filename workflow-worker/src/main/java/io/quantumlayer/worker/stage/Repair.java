package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a repair round starts from: the files as they are, and what a check said of them.
 *
 * @param feedback step whose check failed; {@code null} in round 0
 * @param previous contents by path; empty in round 0
 * @param diagnostics what the check said, a line each
 * @param faulty paths that the diagnostics name
 * @param tests test files that failed; empty when the build did
 */
record Repair(
        @Nullable Step feedback,
        Map<String, String> previous,
        List<String> diagnostics,
        Set<String> faulty,
        List<DropFile> tests) {

    static Repair of(StepWork work) {
        Step feedback = work.task().feedback();
        if (feedback == null) {
            return new Repair(null, Map.of(), List.of(), Set.of(), List.of());
        }
        Map<String, String> previous = work.files(Step.WRITE_CODE).stream()
                .collect(Collectors.toMap(DropFile::path, DropFile::content, (a, b) -> b, TreeMap::new));
        CheckReport report = work.answer(feedback, CheckReport.class);
        return new Repair(
                feedback,
                previous,
                report.feedback(),
                report.faultyPaths(),
                feedback == Step.RUN_TESTS ? work.files(Step.WRITE_TESTS) : List.of());
    }

    boolean isRepair() {
        return feedback != null;
    }

    /** The files that the check names; all of them where it names none. */
    List<PlannedFile> toRewrite(List<PlannedFile> files) {
        List<PlannedFile> named =
                files.stream().filter(file -> faulty.contains(file.path())).toList();
        if (!isRepair() || !named.isEmpty()) {
            return isRepair() ? named : files;
        }
        List<PlannedFile> sources =
                files.stream().filter(file -> file.kind() == FileKind.SOURCE).toList();
        return sources.isEmpty() ? files : sources;
    }

    void addTo(Map<String, Object> input, String path, Judgement judgement) {
        if (!isRepair()) {
            return;
        }
        input.put("previous", previous.getOrDefault(path, ""));
        input.put(
                "diagnostics",
                feedback == Step.RUN_TESTS
                        ? Stream.concat(diagnostics.stream(), judgement.feedback().stream())
                                .toList()
                        : diagnostics);
        if (!tests.isEmpty()) {
            input.put("tests", tests);
        }
    }
}
