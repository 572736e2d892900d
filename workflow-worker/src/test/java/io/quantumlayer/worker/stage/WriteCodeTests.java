package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.project.SourceFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteCodeTests {

    private static final DropFile ADDING = new DropFile("adding.py", "def add(): ...");
    private static final DropFile MAIN = new DropFile("main.py", "import adding");
    private static final DropFile BUILD = new DropFile("pyproject.toml", "[project]");

    private final ScriptedRoles scripted = new ScriptedRoles();
    private final Roles roles = scripted.roles();
    private final WriteCode step = new WriteCode(roles, new Arbiter(roles));

    private final FakeRun run = new FakeRun("python", ADDING, MAIN, BUILD)
            .leaving(
                    Step.PLAN_STRUCTURE,
                    new ProjectStructure(
                            List.of(
                                    file("main.py", FileKind.SOURCE, "adding.py"),
                                    file("adding.py", FileKind.SOURCE),
                                    file("pyproject.toml", FileKind.BUILD),
                                    file("tests/test_adding.py", FileKind.TEST, "adding.py")),
                            List.of(new EntryPoint("main.py", "main", null))));

    @Test
    void filesAreWrittenAfterThoseThatTheyNeedAndSeeThem() {
        answering("first", "first", "second");

        step.run(run.at(Step.WRITE_CODE));

        assertThat(scripted.asked()).extracting(TaskRequest::role).containsExactly("developer", "developer");
        assertThat(List.of(scripted.input(0), scripted.input(1), scripted.input(2)))
                .extracting(input -> input.get("path"))
                .containsExactly("adding.py", "pyproject.toml", "main.py");
        assertThat(scripted.input(2)).containsEntry("dependencies", List.of(new DropFile("adding.py", "first")));
    }

    @Test
    void testsAreLeftToTheTester() {
        answering("first", "first", "second");

        StepResult result = step.run(run.at(Step.WRITE_CODE));

        assertThat(result.files()).extracting(DropFile::path).containsExactly("adding.py", "main.py", "pyproject.toml");
        assertThat(result.outcome().summary()).isEqualTo("3 files written");
    }

    @Test
    void answerDoesNotChooseWhereItIsWritten() {
        scripted.answering(
                new SourceFile("../../etc/passwd", "first"),
                new SourceFile("main.py", "second"),
                new SourceFile("adding.py", "third"));

        StepResult result = step.run(run.at(Step.WRITE_CODE));

        assertThat(result.files())
                .containsExactly(
                        new DropFile("adding.py", "first"),
                        new DropFile("main.py", "third"),
                        new DropFile("pyproject.toml", "second"));
    }

    @Test
    void artifactIsTheFileThatUsersCall() {
        answering("first", "first", "second");

        StepResult result = step.run(run.at(Step.WRITE_CODE));

        assertThat(result.artifact()).isEqualTo("second");
        assertThat(result.metadata()).containsEntry("main_file", "main.py");
    }

    @Test
    void onlyTheFilesThatACheckNamesAreWrittenAnew() {
        run.leaving(Step.VALIDATE, failed("adding.py"));
        answering("mended");

        StepResult result = step.run(run.at(Step.WRITE_CODE, 1, Step.VALIDATE));

        assertThat(result.files()).containsExactly(new DropFile("adding.py", "mended"), MAIN, BUILD);
        assertThat(scripted.input(0))
                .containsEntry("path", "adding.py")
                .containsEntry("previous", ADDING.content())
                .doesNotContainKey("tests");
        assertThat(scripted.input(0).get("diagnostics")).asString().contains("adding.py:3:0: undefined");
        assertThat(result.outcome().summary()).isEqualTo("1 files written anew after a failed check");
    }

    @Test
    void whereNoFileIsNamedTheSourcesAreWrittenAnewAndTheBuildFilesStay() {
        run.leaving(Step.VALIDATE, failed("elsewhere.py"));
        answering("first", "second");

        StepResult result = step.run(run.at(Step.WRITE_CODE, 1, Step.VALIDATE));

        assertThat(result.files())
                .containsExactly(new DropFile("adding.py", "first"), new DropFile("main.py", "second"), BUILD);
    }

    private void answering(String... contents) {
        for (String content : contents) {
            scripted.answering(new SourceFile("ignored", content));
        }
    }

    private static PlannedFile file(String path, FileKind kind, String... needed) {
        return new PlannedFile(path, kind, "", List.of(needed));
    }

    private static CheckReport failed(String path) {
        return new CheckReport(
                Status.FAILED,
                null,
                null,
                null,
                null,
                0,
                List.of(new Diagnostic(path, Diagnostic.Severity.ERROR, "toolchain", "undefined: x", 3, 0, null)),
                List.of(),
                null,
                "");
    }
}
