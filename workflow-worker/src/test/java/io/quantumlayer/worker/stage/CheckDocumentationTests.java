package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Documentation;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.ScriptedChecks;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckDocumentationTests {

    private static final DropFile README = new DropFile("README.md", "# Adding");
    private static final DropFile CODE = new DropFile("adding.py", "the code");

    @Test
    void readmeWhoseCommandsWorkLeavesNothingToSay() {
        ScriptedChecks checks = ScriptedChecks.answering(ScriptedChecks.passed(), ScriptedChecks.passed());

        StepResult result = check("python", checks, 2);

        assertThat(result.outcome()).isEqualTo(Outcome.completed("2 of 2 commands of the README work"));
        assertThat(result.artifact()).isEqualTo(README.content());
        assertThat(result.files()).containsExactly(README);
        assertThat(checks.projects()).allSatisfy(project -> assertThat(project).contains(CODE));
    }

    @Test
    void commandThatFailsOrWasNotRunIsNamed() {
        StepResult result = check(
                "python",
                ScriptedChecks.answering(
                        ScriptedChecks.passed(),
                        ScriptedChecks.failed("", List.of()),
                        ScriptedChecks.notRun("no sandbox works on this machine")),
                3);

        assertThat(result.outcome().summary()).isEqualTo("1 of 3 commands of the README work");
        assertThat(result.outcome().reasons())
                .containsExactly(
                        "The README's command 'command 1' fails: exit code 1.",
                        "The README's command 'command 2' was not run: no sandbox works on this machine.");
        assertThat(FakeRun.JSON.writeValueAsString(result.metadata().get("commands")))
                .contains("{\"command\":\"command 0\",\"status\":\"passed\"}", "\"status\":\"not_run\"");
    }

    @Test
    void readmeWithoutCommandsNeedsNoToolchain() {
        assertThat(check("cobol", ScriptedChecks.answering(), 0).outcome())
                .isEqualTo(Outcome.completed("README without commands"));
    }

    @Test
    void commandsOfALanguageWithoutAToolchainAreNotRun() {
        assertThat(check("cobol", ScriptedChecks.answering(), 1).outcome().reasons())
                .containsExactly("The README's commands were not run: there is no toolchain for cobol here.");
    }

    private static StepResult check(String language, ScriptedChecks checks, int commands) {
        FakeRun run = new FakeRun(language, CODE)
                .withTests(Map.of(), new DropFile("tests/test_adding.py", "a test"))
                .leaving(
                        Step.WRITE_DOCUMENTATION,
                        new Documentation(
                                README.content(),
                                IntStream.range(0, commands)
                                        .mapToObj(i -> "command " + i)
                                        .toList()),
                        README);
        return new CheckDocumentation(new LanguageProfiles(), checks).run(run.at(Step.CHECK_DOCUMENTATION));
    }
}
