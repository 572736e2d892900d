package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.project.SourceFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of an answer that may stand beside the code: what is tested, and what runs the tests, is not the tester's to
 * write.
 *
 * @param refused why each of the others is left out, one sentence each
 */
record TestFiles(List<DropFile> taken, List<String> refused) {

    static TestFiles of(StepWork work, Optional<LanguageProfile> profile, List<SourceFile> files) {
        Map<String, String> sources = sources(work);
        Optional<String> places = profile.map(LanguageProfile::testPaths);
        List<DropFile> taken = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (SourceFile file : files) {
            final String path;
            try {
                path = ProjectPath.checked(file.path());
            } catch (UnsafePathException unsafe) {
                refused.add(String.valueOf(unsafe.getMessage()));
                continue;
            }
            Optional<String> other = Stream.concat(
                            sources.keySet().stream().filter(source -> !source.equals(path)),
                            taken.stream().map(DropFile::path))
                    .filter(earlier -> ProjectPath.collide(earlier, path))
                    .findFirst();
            if (other.isPresent()) {
                refused.add("The test file '%s' is refused: not every file system can hold it beside '%s'."
                        .formatted(path, other.get()));
                continue;
            }
            String source = sources.get(path);
            if (source != null) {
                // An empty tests/__init__.py may be planned with the code and written with the tests alike.
                if (!file.content().isBlank() && !file.content().strip().equals(source.strip())) {
                    refused.add("The test file '%s' is refused: it would replace a file of the code under test."
                            .formatted(path));
                }
            } else if (places.isPresent() && !path.matches(places.get())) {
                refused.add("The test file '%s' is refused: tests are only written to paths that match %s."
                        .formatted(path, places.get()));
            } else {
                taken.add(new DropFile(path, file.content()));
            }
        }
        return new TestFiles(taken, refused);
    }

    /** Contents of the code by path; a file that is planned and not written is empty. */
    private static Map<String, String> sources(StepWork work) {
        Map<String, String> sources = new HashMap<>();
        work.answer(Step.PLAN_STRUCTURE, ProjectStructure.class).files().stream()
                .filter(file -> file.kind() != FileKind.TEST)
                .map(PlannedFile::path)
                .forEach(path -> sources.put(path, ""));
        ProjectFiles.of(work, Step.WRITE_CODE, Step.RESOLVE_DEPENDENCIES)
                .forEach(file -> sources.put(file.path(), file.content()));
        return sources;
    }
}
