package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.RoleFixtures;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.model.CallLimits;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

class RoleWorkTests {

    private static final String BLOCK = "Input:\n```json\n{\"path\":\"a.py\"}\n```";

    private final FakeModel model = new FakeModel();
    private final RoleWork work = new RoleWork(model, new ModelCall(model, new Pace.Paces(), Duration.ofMinutes(1)));
    private Role role = RoleFixtures.developer(8192, "10s", 1);
    private Budget budget = new Budget(null, InstantSource.system());

    @Test
    void asksWithPromptSchemaAndLimitsOfTheRole() throws Exception {
        Answer answer = ask();

        assertThat(model.asked).singleElement().satisfies(request -> {
            assertThat(request.model()).isEqualTo("some-model");
            assertThat(request.messages()).extracting(ChatMessage::role).containsExactly("system", "user");
            assertThat(request.messages().getLast().content()).endsWith(BLOCK);
            assertThat(request.responseFormat()).isEqualTo(role.schema().responseFormat());
            assertThat(request.maxTokens()).isEqualTo(8192);
            assertThat(request.temperature()).isEqualTo(0.1);
        });
        assertThat(answer.answer()).isEqualTo(Map.of("path", "a.py", "content", "x"));
        assertThat(answer.provenance().provider()).isEqualTo("fake");
        assertThat(answer.provenance().model()).isEqualTo("fake-model-1");
        assertThat(answer.provenance().prompt()).isEqualTo("developer");
        assertThat(answer.provenance().promptVersion()).isEqualTo(7);
        assertThat(answer.provenance().attempts()).isEqualTo(1);
        assertThat(answer.provenance().usage()).isEqualTo(new Usage(1, 100, 20, 0.25));
    }

    @Test
    void asksOnceMoreWithTheViolationsAndTheInputInTheLastMessage() throws Exception {
        model.answers("{\"path\":\"a.py\"}", FakeModel.VALID);

        Answer answer = ask();

        List<ChatMessage> second = model.asked.getLast().messages();
        assertThat(second).extracting(ChatMessage::role).containsExactly("system", "user", "assistant", "user");
        assertThat(second.get(2).content()).isEqualTo("{\"path\":\"a.py\"}");
        assertThat(second.getLast().content())
                .contains("at the top: required property 'content' not found")
                .endsWith(BLOCK)
                .containsOnlyOnce("```json");
        assertThat(answer.provenance().attempts()).isEqualTo(2);
        assertThat(answer.provenance().usage()).isEqualTo(new Usage(2, 200, 40, 0.5));
    }

    @Test
    void givesUpAfterTheSecondInvalidAnswerListingItsViolations() {
        model.answers("no", "{\"path\":\"a.py\"}", FakeModel.VALID);

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.type()).isEqualTo(ProblemType.ANSWER_INVALID);
        assertThat(problem.members())
                .containsEntry("violations", List.of("at the top: required property 'content' not found"))
                .containsEntry("used", new Usage(2, 200, 40, 0.5));
        assertThat(model.asked).hasSize(2);
    }

    @Test
    void asksOnceMoreWhereNothingWasSaidAndThenSaysSo() {
        model.answers("", "");

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.type()).isEqualTo(ProblemType.ANSWER_INVALID);
        assertThat(problem.detail()).contains("fake-model-1", "'developer'", "the answer is not one JSON object");
        assertThat(problem.members()).containsKey("remedy");
        assertThat(model.asked).hasSize(2);
    }

    @Test
    void takesARefusalForInvalidAndQuotesIt() throws Exception {
        model.answers(request -> model.asked.size() == 1
                ? FakeModel.completion(new ChatCompletion.Message("assistant", null, "No."), "stop")
                : FakeModel.says(FakeModel.VALID));
        ask();
        assertThat(model.asked.getLast().messages())
                .extracting(ChatMessage::role)
                .containsExactly("system", "user", "user");
        assertThat(model.asked.getLast().messages().getLast().content()).contains("declined", "No.");
    }

    @Test
    void neverTakesACutAnswerForComplete() {
        model.answers(request ->
                FakeModel.completion(new ChatCompletion.Message("assistant", FakeModel.VALID, null), "length"));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(this::ask).withMessageContaining("cut off");
        assertThat(model.asked).hasSizeLessThan(30);
    }

    @Test
    void asksWithMoreRoomWhereNothingButThoughtFittedIn() throws Exception {
        model.answers(request -> model.asked.size() == 1
                ? FakeModel.completion(new ChatCompletion.Message("assistant", "", null), "length")
                : FakeModel.says(FakeModel.VALID));

        ask();

        assertThat(model.asked).hasSize(2);
        assertThat(model.asked.getFirst().maxTokens()).isEqualTo(8192);
        assertThat(model.asked.getLast().maxTokens()).isNull();
    }

    @Test
    void asksWithMoreRoomWhereTheRestDoesNotCompleteAnAnswerAndSaysThatItWasCutOff() {
        model.answers(request -> model.asked.size() % 2 == 1
                ? FakeModel.completion(
                        new ChatCompletion.Message("assistant", "{\"path\":\"a.py\",\"con", null), "length")
                : FakeModel.says("and so on"));

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.detail())
                .contains(
                        "cut off at the token limit, and what came after it does not complete it; the answer is not one JSON");
        assertThat(model.asked).extracting(ChatRequest::maxTokens).containsExactly(8192, 8192, null, null);
    }

    @Test
    void hasAnAnswerOf20000TokensContinuedPartByPart() throws Exception {
        String content = IntStream.range(0, 6_000)
                .mapToObj(line -> "total += values[" + line + "]\n")
                .collect(Collectors.joining());
        String whole = JsonMapper.shared().writeValueAsString(Map.of("path", "a.py", "content", content));
        assertThat(whole.length()).isGreaterThan(20_000 * 4);
        int part = 4_096 * 4;
        model.answers(request -> {
            int from = (model.asked.size() - 1) * part;
            int to = Math.min(whole.length(), from + part);
            return FakeModel.completion(
                    new ChatCompletion.Message("assistant", whole.substring(from, to), null),
                    to < whole.length() ? "length" : "stop");
        });

        Answer answer = ask();

        assertThat(answer.answer()).isEqualTo(Map.of("path", "a.py", "content", content));
        int parts = Math.ceilDiv(whole.length(), part);
        assertThat(answer.provenance().attempts()).isEqualTo(parts);
        assertThat(answer.provenance().usage().calls()).isEqualTo(parts);
        assertThat(model.asked.getFirst().responseFormat()).isNotNull();
        assertThat(model.asked.getLast()).satisfies(rest -> {
            assertThat(rest.responseFormat()).isNull();
            assertThat(rest.messages())
                    .extracting(ChatMessage::role)
                    .containsExactly("system", "user", "assistant", "user");
            assertThat(rest.messages().get(2).content()).isEqualTo(whole.substring(0, (parts - 1) * part));
        });
    }

    @Test
    void asksWithoutLimitAndTemperatureWhereTheRoleHasNone() throws Exception {
        role = new Role(
                role.name(), role.description(), role.prompt(), role.schema(), new CallLimits(null, null, "10s", 1));

        ask();

        assertThat(model.asked.getLast().maxTokens()).isNull();
        assertThat(model.asked.getLast().temperature()).isNull();
    }

    @Test
    void saysWhoAskedWhichModelWhenACallFails() {
        model.answers(request -> {
            throw new ProblemException(ProblemType.UPSTREAM_FAILED, "llm-router: boom");
        });

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.members()).containsEntry("role", "developer").containsEntry("model", "some-model");
    }

    @Test
    void estimatesTokensWhereTheRouterCountsNone() throws Exception {
        model.answers(request -> ResponseEntity.ok(new ChatCompletion(
                "c1",
                "m",
                List.of(new ChatCompletion.Choice(
                        0, new ChatCompletion.Message("assistant", FakeModel.VALID, null), "stop")),
                null)));

        Usage usage = ask().provenance().usage();

        assertThat(usage.completionTokens()).isEqualTo(Math.ceilDiv(FakeModel.VALID.length(), 4));
        assertThat(usage.promptTokens()).isPositive();
        assertThat(usage.costUsd()).isZero();
        assertThat(usage.unpricedCalls()).isEqualTo(1);
    }

    @Test
    void keepsTheErrorOfTheRouterAndDoesNotRetry() {
        ProblemException unknown = new ProblemException(ProblemType.NOT_FOUND, "No provider has the model.");
        model.answers(request -> {
            throw unknown;
        });

        assertThatExceptionOfType(ProblemException.class).isThrownBy(this::ask).isSameAs(unknown);
        assertThat(model.asked).hasSize(1);
        assertThat(budget.used().calls()).isEqualTo(1);
    }

    @Test
    void refusesAnAnswerWithoutACompletion() {
        model.answers(request -> ResponseEntity.ok(new ChatCompletion("c1", "m", List.of(), null)));

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.type()).isEqualTo(ProblemType.UPSTREAM_FAILED);
    }

    @Test
    void interruptsAModelThatTakesLongerThanTheRoleAllows() throws Exception {
        role = RoleFixtures.developer(8192, "1s", 1);
        CountDownLatch interrupted = new CountDownLatch(1);
        model.answers(request -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return FakeModel.says(FakeModel.VALID);
        });

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.type()).isEqualTo(ProblemType.TIMED_OUT);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsTheRouterForWhichRunAndStepItAsksAndThatABudgetPays() throws Exception {
        budget = new Budget(new RunBudget(5.0, null, null, null), InstantSource.system());
        model.answers("no", FakeModel.VALID);

        work.answer(
                new Commission(
                        role,
                        role.limits(),
                        CallOrigin.of("run-1", "code:backend:2:anew-1"),
                        new CallNumbers(0),
                        "some-model",
                        budget,
                        new Halt()),
                Map.of("path", "a.py"));

        assertThat(model.headers)
                .extracting(headers -> headers.get(CallOrigin.CALL_HEADER))
                .containsExactly("1", "2");
        assertThat(model.headers.getFirst())
                .containsEntry(CallOrigin.RUN_HEADER, "run-1")
                .containsEntry(CallOrigin.STEP_HEADER, "code:backend")
                .containsEntry(CallOrigin.ROUND_HEADER, "2")
                .containsEntry(RouterClient.BUDGET_HEADER, "usd")
                .containsEntry(RouterClient.TIMEOUT_HEADER, "10");
    }

    @Test
    void saysNothingOfARunThatThereIsNot() throws Exception {
        ask();

        assertThat(model.headers)
                .singleElement()
                .satisfies(headers -> assertThat(headers).containsOnlyKeys(RouterClient.TIMEOUT_HEADER));
    }

    @Test
    void checksTheBudgetBeforeTheSecondCallToo() {
        budget = new Budget(new RunBudget(null, null, 1, null), InstantSource.system());
        model.answers("no");

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::ask);

        assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
        assertThat(model.asked).hasSize(1);
    }

    private Answer ask() throws Exception {
        return work.answer(
                new Commission(role, role.limits(), null, new CallNumbers(0), "some-model", budget, new Halt()),
                Map.of("path", "a.py"));
    }
}
