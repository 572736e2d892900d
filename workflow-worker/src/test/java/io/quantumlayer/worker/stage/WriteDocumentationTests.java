package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Documentation;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteDocumentationTests {

    private final ScriptedRoles roles =
            new ScriptedRoles().answering(new Documentation("# Adding", List.of("python3 adding.py")));
    private final FakeRun run = new FakeRun("python", new DropFile("adding.py", "the code"));

    @Test
    void writerIsToldWhatWasBuiltAndTestedAndHow() {
        run.leaving(
                Step.RUN_TESTS,
                Map.of("status", "failed", "seconds", 1, "diagnostics", List.of(), "tests", List.of(), "log", ""));

        document();

        assertThat(FakeRun.JSON.writeValueAsString(roles.input(0).get("report")))
                .isEqualTo("{\"build\":\"passed\",\"tests\":\"failed\"}");
        assertThat(roles.input(0).get("commands"))
                .isEqualTo(Map.of(
                        "build",
                        "python3 -m compileall -q .",
                        "test",
                        "python3 -m unittest discover -s tests -t . -v"));
    }

    @Test
    void testsThatWereLeftOutAreNotRun() {
        run.with(Step.RUN_TESTS, new StepResult("no need", Outcome.notApplicable("no need")));

        document();

        assertThat(roles.input(0).get("report")).isEqualTo(Map.of("build", Status.PASSED, "tests", Status.NOT_RUN));
    }

    @Test
    void readmeIsAFileOfTheProject() {
        StepResult result = document();

        assertThat(result.files()).containsExactly(new DropFile("README.md", "# Adding"));
        assertThat(result.outcome()).isEqualTo(Outcome.completed("README written, 1 commands in it"));
    }

    private StepResult document() {
        return new WriteDocumentation(roles.roles(), new LanguageProfiles()).run(run.at(Step.WRITE_DOCUMENTATION));
    }
}
