package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.ProjectManifest;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeDrops;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParseRequirementsTests {

    private final List<TaskRequest> asked = new ArrayList<>();
    private final Deque<Map<String, Object>> answers = new ArrayDeque<>();
    private final Roles roles = new Roles(this::answer, new LanguageProfiles(), FakeRun.JSON);
    private final ParseRequirements step = new ParseRequirements(roles, new FakeDrops());
    private final FakeRun run = new FakeRun("python").withDocument();

    @Test
    void anIdThatIsThereTwiceGoesBackToTheAnalystWithWhatIsWrong() {
        answers.add(requirements(List.of(), "R1", "R1"));
        answers.add(requirements(List.of(), "R1", "R2"));

        StepWork work = run.at(Step.PARSE_REQUIREMENTS);
        StepResult result = step.run(work);

        assertThat(asked.getLast().inputs().getFirst())
                .containsEntry("diagnostics", List.of("2 requirements have the id 'R1'; the ids must be unique."))
                .containsKey("previous_requirements");
        assertThat(FakeRun.JSON.readValue(result.artifact(), Requirements.class).requirements())
                .extracting(Requirements.Requirement::id)
                .containsExactly("R1", "R2");
        assertThat(work.spent().calls()).isEqualTo(2);
    }

    @Test
    void anIdThatStaysThereTwiceEndsTheRun() {
        answers.add(requirements(List.of(), "R1", "R1"));
        answers.add(requirements(List.of(), "R2", "R2"));

        assertThatExceptionOfType(RefusedAnswerException.class)
                .isThrownBy(() -> step.run(run.at(Step.PARSE_REQUIREMENTS)))
                .withMessageContaining("the id 'R2'");
    }

    @Test
    void anOpenQuestionKeepsTheRunFromBeingComplete() {
        answers.add(requirements(List.of("Which countries?"), "R1", "R2"));

        StepResult result = step.run(run.at(Step.PARSE_REQUIREMENTS));

        assertThat(result.outcome().reasons()).containsExactly("Open question: \"Which countries?\"");
        assertThat(verdict(result).verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(verdict(result).questions()).containsExactly("Which countries?");
    }

    @Test
    void nothingIsOpenInACompleteRun() {
        answers.add(requirements(List.of(), "R1", "R2"));
        run.withQuestions("Which limits has each attribute?");

        ProjectManifest manifest = verdict(step.run(run.at(Step.PARSE_REQUIREMENTS)));

        assertThat(manifest.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(manifest.questions()).isEmpty();
    }

    @Test
    void aQuestionOfTheDocumentIsOpenToo() {
        answers.add(Map.of(
                "title", "Adding", "markdown", "# Adding", "assumptions", List.of(), "questions", List.of("Why?")));

        assertThat(new WriteFrd(roles).run(run.at(Step.WRITE_FRD)).outcome().reasons())
                .containsExactly("Open question: \"Why?\"");
    }

    private ProjectManifest verdict(StepResult requirements) {
        StepResult summary = new Summarise(new LanguageProfiles())
                .run(run.with(Step.PARSE_REQUIREMENTS, requirements).at(Step.SUMMARISE));
        return FakeRun.JSON.readValue(summary.artifact(), ProjectManifest.class);
    }

    private static Map<String, Object> requirements(List<String> questions, String... ids) {
        return Map.of(
                "name",
                "adding",
                "title",
                "Adding",
                "summary",
                "Adds.",
                "requirements",
                IntStream.range(0, ids.length)
                        .mapToObj(i -> Map.of("id", ids[i], "text", "adds " + i, "acceptance", List.of()))
                        .toList(),
                "entities",
                List.of(),
                "operations",
                List.of(),
                "uncovered",
                List.of(),
                "assumptions",
                List.of(),
                "questions",
                questions);
    }

    private TaskResult answer(TaskRequest request) {
        asked.add(request);
        Usage usage = new Usage(1, 10, 10, 1);
        Answer answer = new Answer(answers.remove(), new Provenance("fake", "fake", "analyst", 1, 1, usage));
        return new TaskResult("task", "analyst", "completed", List.of(answer), usage, Instant.EPOCH, Instant.EPOCH);
    }
}
