package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.Answered;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;

/** Who rewrites what after a test that asks for 1 + 2 has failed. */
class ArbiterTests {

    private static final DropFile CODE = new DropFile("adding.py", "the code");
    private static final DropFile TESTS = new DropFile("tests/test_adding.py", "def test_adds(self)");
    private static final DropFile OTHERS = new DropFile("tests/test_more.py", "def test_more(self)");

    private final List<TaskRequest> asked = new ArrayList<>();
    private final Map<String, Object> verdicts = new LinkedHashMap<>();
    private final LanguageProfiles languages = new LanguageProfiles();
    private final Roles roles = new Roles(this::answer, languages, FakeRun.JSON);
    private final WriteCode writeCode = new WriteCode(roles, new Arbiter(roles));
    private HttpStatus status = HttpStatus.OK;

    private final FakeRun run = new FakeRun("python", CODE)
            .withTests(Map.of("test_adds", "R1", "test_more", "R2"), TESTS, OTHERS)
            .withFailedTests(failed("test_adds"));

    /** What the arbiter says, who is asked, and whether the tests are written anew. */
    static Stream<Arguments> judged() {
        return Stream.of(
                arguments("code", List.of("arbiter", "developer"), false),
                arguments("test", List.of("arbiter"), true),
                arguments("both", List.of("arbiter", "developer"), true));
    }

    @ParameterizedTest
    @MethodSource("judged")
    void onlyWhatIsFoundWrongIsRewritten(String atFault, List<String> roles, boolean testsToo) {
        verdicts.put("test_adds", atFault);

        StepWork work = run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS);
        StepResult result = writeCode.run(work);

        assertThat(asked).extracting(TaskRequest::role).isEqualTo(roles);
        assertThat(result.outcome().testsAtFault()).isEqualTo(testsToo);
        assertThat(result.files()).containsExactly(roles.size() == 1 ? CODE : new DropFile(CODE.path(), "other code"));
        assertThat(work.spent().calls()).isEqualTo(roles.size());
        assertThat(result.outcome().summary()).contains("'test_adds'", "R1 says 3");
    }

    @Test
    void arbiterSeesTheFailuresTheirRequirementsTheirTestsAndTheCode() {
        verdicts.put("test_adds", "test");

        writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS));

        assertThat(asked.getFirst().inputs().getFirst())
                .containsEntry(
                        "failures", List.of(Map.of("test", "test_adds", "message", "2 != 3", "covers", List.of("R1"))))
                .containsEntry("tests", List.of(TESTS))
                .containsEntry("sources", List.of(CODE))
                .containsKeys("requirements", "diagnostics", "request", "profile");
    }

    @Test
    void authorsAreToldWhatTheArbiterSaid() {
        verdicts.put("test_adds", "both");
        StepResult code = writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS));
        run.with(Step.WRITE_CODE, code);

        new WriteTests(roles, languages).run(run.at(Step.WRITE_TESTS, 1, Step.RUN_TESTS));

        assertThat(asked).extracting(TaskRequest::role).containsExactly("arbiter", "developer", "tester");
        assertThat(asked.subList(1, 3))
                .allSatisfy(author -> assertThat(author.inputs().getFirst().get("diagnostics"))
                        .asString()
                        .contains("the test and the code are wrong: R1 says 3"));
    }

    @Test
    void whatWasSaidSurvivesARoundThatMendsTheBuild() {
        verdicts.put("test_adds", "both");
        run.with(Step.WRITE_CODE, writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS)));

        StepResult again = writeCode.run(run.at(Step.WRITE_CODE, 2, Step.VALIDATE));

        assertThat(asked).extracting(TaskRequest::role).containsExactly("arbiter", "developer", "developer");
        assertThat(again.outcome().testsAtFault()).isTrue();
    }

    @Test
    void whatWasSaidOfAnEarlierRunIsNotSaidOfTheNext() {
        verdicts.put("test_adds", "test");
        run.with(Step.WRITE_CODE, writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS)));
        run.withFailedTests(failed("test_more"));

        assertThat(Judgement.stored(run.at(Step.WRITE_TESTS, 2, Step.RUN_TESTS)))
                .isEqualTo(Judgement.NONE);
    }

    @Test
    void failureThatTheArbiterLeavesOutIsTheCodes() {
        run.withFailedTests(failed("test_adds", "test_more"));
        verdicts.put("test_adds", "test");
        verdicts.put("test_invented", "test");

        StepResult result = writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS));

        assertThat(asked).extracting(TaskRequest::role).containsExactly("arbiter", "developer");
        assertThat(result.outcome().testsAtFault()).isTrue();
        assertThat(result.outcome().summary()).contains("The arbiter says nothing of test_more");
    }

    @ParameterizedTest
    @MethodSource("noJudgement")
    void codeIsRewrittenAndTheJournalSaysSoWhereNobodyJudges(HttpStatus answer) {
        status = answer;

        StepResult result = writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS));

        assertThat(asked).extracting(TaskRequest::role).containsExactly("arbiter", "developer");
        assertThat(result.outcome().testsAtFault()).isFalse();
        assertThat(result.outcome().summary()).contains("The arbiter could not be asked");
    }

    static Stream<HttpStatus> noJudgement() {
        return Stream.of(HttpStatus.UNPROCESSABLE_CONTENT, HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.BAD_GATEWAY);
    }

    @Test
    void usedUpBudgetEndsTheStep() {
        status = HttpStatus.PAYMENT_REQUIRED;

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> writeCode.run(run.at(Step.WRITE_CODE, 1, Step.RUN_TESTS)))
                .withMessageContaining("402");
        assertThat(asked).hasSize(1);
    }

    @Test
    void buildThatFailsIsJudgedByNobody() {
        writeCode.run(run.at(Step.WRITE_CODE, 1, Step.VALIDATE));

        assertThat(asked).extracting(TaskRequest::role).containsExactly("developer");
    }

    private static CheckReport failed(String... tests) {
        return new CheckReport(
                Status.FAILED,
                "exit code 1",
                null,
                null,
                null,
                0,
                List.of(new Diagnostic(
                        TESTS.path(), Diagnostic.Severity.ERROR, "toolchain", "AssertionError", 1, 0, null)),
                Stream.of(tests)
                        .map(test -> new CheckReport.TestLine(test, false, null, "2 != 3"))
                        .toList(),
                null,
                "");
    }

    private TaskResult answer(TaskRequest request) {
        asked.add(request);
        Map<String, Object> answer = switch (request.role()) {
            case "arbiter" -> judgement();
            case "tester" -> Map.of("files", List.of(), "tests", List.of());
            default -> Map.of("path", CODE.path(), "content", "other code");
        };
        Usage usage = new Usage(1, 10, 10, 1);
        Answer given = new Answer(answer, new Provenance("fake", "fake", request.role(), 1, 1, usage));
        return new TaskResult("task", request.role(), "completed", List.of(given), usage, Instant.EPOCH, Instant.EPOCH);
    }

    private Map<String, Object> judgement() {
        if (status != HttpStatus.OK) {
            throw Answered.with("agent-orchestrator", status.value(), "no judgement", null, Map.of());
        }
        return Map.of(
                "verdicts",
                verdicts.entrySet().stream()
                        .map(said -> Map.of("test", said.getKey(), "at_fault", said.getValue(), "reason", "R1 says 3."))
                        .toList());
    }
}
