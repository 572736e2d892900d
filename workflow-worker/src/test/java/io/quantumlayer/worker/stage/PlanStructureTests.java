package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.RefusedAnswerException;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanStructureTests {

    private final List<TaskRequest> asked = new ArrayList<>();
    private final Deque<Map<String, Object>> answers = new ArrayDeque<>();
    private final PlanStructure step = new PlanStructure(new Roles(this::answer, new LanguageProfiles(), FakeRun.JSON));
    private final StepWork work = new FakeRun("python", new DropFile("adding.py", "the code")).at(Step.PLAN_STRUCTURE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src\\adding.py",
                "/adding.py",
                "../adding.py",
                ".git/hooks/pre-commit",
                "C:/adding.py",
                "a\tb.py",
                "adding.py.",
                "adding.py ",
                "con.py",
                "Main.py",
                "./main.py",
                "main.py/more.py",
                "readme.md"
            })
    void refusedPathGoesBackToTheArchitectWithWhatIsWrong(String path) {
        answers.add(plan("main.py", "main.py", path));
        answers.add(plan("main.py", "main.py"));

        StepResult result = step.run(work);

        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().inputs().getFirst().get("diagnostics"))
                .asString()
                .contains("refused", path);
        assertThat(asked.getLast().inputs().getFirst()).containsKey("previous_structure");
        assertThat(structure(result).files()).hasSize(1);
        assertThat(work.spent().calls()).isEqualTo(2);
    }

    @Test
    void theReadmeMayBePlanned() {
        answers.add(plan("main.py", "main.py", "README.md"));

        assertThat(structure(step.run(work)).files()).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    @Test
    void secondRefusedPathEndsTheRun() {
        answers.add(plan("main.py", "main.py", "/one.py"));
        answers.add(plan("main.py", "main.py", "/two.py"));

        assertThatExceptionOfType(UnsafePathException.class)
                .isThrownBy(() -> step.run(work))
                .withMessageContaining("/two.py");
    }

    @Test
    void entryPointInAFileThatIsNotPlannedGoesBackToTheArchitect() {
        answers.add(plan("nowhere.py", "main.py"));
        answers.add(plan("./main.py", "./main.py"));

        StepResult result = step.run(work);

        assertThat(asked.getLast().inputs().getFirst().get("diagnostics"))
                .asString()
                .contains("nowhere.py");
        assertThat(structure(result).entryPoints().getFirst().file()).isEqualTo("main.py");
    }

    @Test
    void aPlanOfTestsAloneGoesBackToTheArchitect() {
        answers.add(tests());
        answers.add(plan("main.py", "main.py"));

        StepResult result = step.run(work);

        assertThat(asked.getLast().inputs().getFirst().get("diagnostics"))
                .asString()
                .contains("no file of the kind 'source' is planned");
        assertThat(structure(result).files()).hasSize(1);
    }

    @Test
    void aSecondPlanOfTestsAloneEndsTheRun() {
        answers.add(tests());
        answers.add(tests());

        assertThatExceptionOfType(RefusedAnswerException.class)
                .isThrownBy(() -> step.run(work))
                .withMessageContaining("no file of the kind 'source' is planned");
    }

    private static Map<String, Object> tests() {
        return Map.of(
                "files",
                List.of(Map.of(
                        "path", "tests/test_main.py", "kind", "test", "purpose", "tests", "depends_on", List.of())),
                "entry_points",
                List.of());
    }

    private static ProjectStructure structure(StepResult result) {
        return FakeRun.JSON.readValue(result.artifact(), ProjectStructure.class);
    }

    private static Map<String, Object> plan(String entry, String... paths) {
        return Map.of(
                "files",
                Stream.of(paths)
                        .map(path -> Map.of("path", path, "kind", "source", "purpose", "adds", "depends_on", List.of()))
                        .toList(),
                "entry_points",
                List.of(Map.of("file", entry, "symbol", "add")));
    }

    private TaskResult answer(TaskRequest request) {
        asked.add(request);
        Usage usage = new Usage(1, 10, 10, 1);
        Answer answer = new Answer(answers.remove(), new Provenance("fake", "fake", "architect", 1, 1, usage));
        return new TaskResult("task", "architect", "completed", List.of(answer), usage, Instant.EPOCH, Instant.EPOCH);
    }
}
