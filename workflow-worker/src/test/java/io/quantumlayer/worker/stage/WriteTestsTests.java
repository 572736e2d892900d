package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.Answered;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WriteTestsTests {

    private final List<TaskRequest> asked = new ArrayList<>();
    private final Deque<List<DropFile>> answers = new ArrayDeque<>();
    /** Most source files that the model takes. */
    private int context = 10;

    private final LanguageProfiles languages = new LanguageProfiles();
    private final WriteTests step = new WriteTests(new Roles(this::answer, languages, FakeRun.JSON), languages);

    /** Language, source, and a path that a tester must not write to. */
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("python", "adding.py", "adding.py"),
                arguments("python", "adding.py", "./adding.py"),
                arguments("python", "adding.py", "adding/__init__.py"),
                arguments("python", "tests/helper.py", "tests/helper.py"),
                arguments("python", "adding.py", "unittest.py"),
                arguments("python", "adding.py", "unittest/__init__.py"),
                arguments("python", "adding.py", "tests/unittest/__init__.py"),
                arguments("python", "adding.py", "sitecustomize.py"),
                arguments("python", "adding.py", "conftest.py"),
                arguments("python", "adding.py", "tests/conftest.py"),
                arguments("python", "adding.py", "../adding.py"),
                arguments("python", "adding.py", "tests/Test_adding.py"),
                arguments("python", "adding.py", "tests/test_adding.py/more.py"),
                arguments("python", "adding.py", ".quantumlayer/runner/unittest_runner.py"),
                arguments("javascript", "src/adding.js", "src/adding.js"),
                arguments("javascript", "src/adding.js", "src/other.js"),
                arguments("javascript", "src/adding.js", "package.json"),
                arguments("javascript", "src/adding.js", "test/package.json"),
                arguments("javascript", "src/adding.js", "node_modules/assert/index.js"),
                arguments("javascript", "src/adding.js", "test/node_modules/x/index.js"),
                arguments("go", "adding.go", "adding.go"),
                arguments("go", "adding.go", "more.go"),
                arguments("go", "adding.go", "go.mod"),
                arguments("go", "adding.go", "testing/testing.go"),
                arguments("go", "adding.go", "vendor/adding_test.go"),
                arguments("java", "src/main/java/adding/Adding.java", "src/main/java/adding/Adding.java"),
                arguments("java", "src/main/java/adding/Adding.java", "src/main/java/adding/More.java"),
                arguments("java", "src/main/java/adding/Adding.java", "Adding.java"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void pathThatIsNotATestsGoesBackOnceAndIsThenLeftOut(String language, String source, String path) {
        DropFile test = new DropFile(testPath(language), "a test");
        DropFile other = new DropFile(path, "something else");
        answers.add(List.of(test, other));
        answers.add(List.of(test, other));

        StepWork work = new FakeRun(language, new DropFile(source, "the code")).at(Step.WRITE_TESTS);
        StepResult result = step.run(work);

        assertThat(result.files()).containsExactly(test);
        assertThat(result.outcome().reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("refused", path.replaceFirst("^\\./", "")));
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().id()).isNotEqualTo(asked.getFirst().id());
        assertThat(asked.getLast().inputs().getFirst().get("diagnostics"))
                .isEqualTo(result.outcome().reasons());
        assertThat(work.spent()).isEqualTo(new Usage(2, 20, 20, 2));
    }

    @Test
    void correctedAnswerIsTakenWithoutAReason() {
        DropFile test = new DropFile("tests/test_größe.py", "a test");
        answers.add(List.of(new DropFile("adding.py", "another")));
        answers.add(List.of(new DropFile("tests/__init__.py", ""), test));

        StepResult result = step.run(new FakeRun("python", new DropFile("adding.py", "the code")).at(Step.WRITE_TESTS));

        assertThat(result.files())
                .extracting(DropFile::path)
                .containsExactly("tests/__init__.py", "tests/test_größe.py");
        assertThat(result.outcome().reasons()).isEmpty();
    }

    @Test
    void codeThatTheModelsContextDoesNotHoldIsCutToWhatUsersCall() {
        DropFile main = new DropFile("adding.py", "the code");
        context = 1;
        answers.add(List.of(new DropFile("tests/test_adding.py", "a test")));

        StepResult result = step.run(new FakeRun("python", new DropFile("long.py", "more"), main)
                .withEntryPoint("adding.py")
                .at(Step.WRITE_TESTS));

        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().id()).isNotEqualTo(asked.getFirst().id());
        assertThat(asked.getLast().inputs().getFirst().get("sources")).isEqualTo(List.of(main));
        assertThat(result.outcome().summary()).contains("from 1 of 2 source files");
    }

    @Test
    void codeOfOneFileThatTheModelsContextDoesNotHoldEndsTheStepInTheProvidersWords() {
        context = 0;

        assertThatExceptionOfType(UpstreamException.class)
                .isThrownBy(() -> step.run(new FakeRun("python", new DropFile("adding.py", "the code"))
                        .withEntryPoint("adding.py")
                        .at(Step.WRITE_TESTS)))
                .withMessageContaining("This model's maximum context length is 8192 tokens.");
        assertThat(asked).hasSize(1);
    }

    @Test
    void fileThatSaysTheSameAsTheCodeIsNoOffence() {
        answers.add(List.of(new DropFile("tests/__init__.py", "\n"), new DropFile("tests/test_adding.py", "a test")));

        StepResult result = step.run(new FakeRun(
                        "python", new DropFile("adding.py", "the code"), new DropFile("tests/__init__.py", "# tests\n"))
                .at(Step.WRITE_TESTS));

        assertThat(result.files()).extracting(DropFile::path).containsExactly("tests/test_adding.py");
        assertThat(result.outcome().reasons()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void testNeverStandsForTheCodeInTheProject() {
        StepWork work = new FakeRun("python", new DropFile("adding.py", "the code"))
                .withTests(Map.of(), new DropFile("adding.py", "another"))
                .at(Step.RUN_TESTS);

        assertThat(ProjectFiles.of(work, Step.WRITE_CODE, Step.WRITE_TESTS))
                .containsExactly(new DropFile("adding.py", "the code"));
    }

    private static String testPath(String language) {
        return switch (language) {
            case "python" -> "tests/test_adding.py";
            case "javascript" -> "test/adding.test.js";
            case "go" -> "adding_test.go";
            default -> "src/test/java/adding/AddingTest.java";
        };
    }

    private TaskResult answer(TaskRequest request) {
        asked.add(request);
        if (request.inputs().getFirst().get("sources") instanceof List<?> sources && sources.size() > context) {
            throw Answered.with(
                    "agent-orchestrator",
                    400,
                    "This model's maximum context length is 8192 tokens.",
                    "https://quantumlayer.io/errors/prompt-too-long",
                    Map.of());
        }
        Usage usage = new Usage(1, 10, 10, 1);
        List<Map<String, String>> files = answers.remove().stream()
                .map(file -> Map.of("path", file.path(), "content", file.content()))
                .toList();
        Answer answer = new Answer(
                Map.of("files", files, "tests", List.of()), new Provenance("fake", "fake", "tester", 1, 1, usage));
        return new TaskResult(
                "task", "tester", "completed", Arrays.asList(answer), usage, Instant.EPOCH, Instant.EPOCH);
    }
}
