package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.RoleFixtures;
import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.model.LimitOverrides;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskRunnerTests {

    private static final Pattern PATH = Pattern.compile("\"path\":\"(f\\d+)\"");

    private final FakeModel model = new FakeModel();
    private final Roles roles = RoleFixtures.roles();
    private final Role developer = roles.find("developer").orElseThrow();
    private final Slots slots = new Slots();
    private final FakeAnswers kept = new FakeAnswers();
    private final TaskRunner runner = new TaskRunner(
            new RoleWork(model, new ModelCall(model, new Pace.Paces(), Duration.ofMinutes(1))),
            new LimitOverrides(""),
            slots,
            kept,
            Executors::newVirtualThreadPerTaskExecutor);

    @Test
    void answersInTheOrderOfTheInputsAndNeverMoreAtOnceThanTheRoleAllows() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        model.answers(request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            sleep(30 - number(request));
            running.decrementAndGet();
            return FakeModel.says("{\"path\":\"f" + number(request) + "\",\"content\":\"x\"}");
        });

        List<Answer> answers = run(30, null);

        assertThat(answers)
                .extracting(answer -> answer.answer().get("path"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "f" + i).toList());
        assertThat(most.get()).isBetween(2, developer.limits().concurrency());
        assertThat(slots.busy(developer)).isZero();
        assertThat(slots.lastActive(developer)).isPresent();
    }

    @Test
    void endsAllOthersWhereTheModelIsNotThere() {
        CountDownLatch othersWait = new CountDownLatch(3);
        CountDownLatch othersEnd = new CountDownLatch(3);
        model.answers(request -> {
            if (number(request) == 2) {
                await(othersWait);
                throw new ProblemException(ProblemType.NOT_FOUND, "No such model.");
            }
            othersWait.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                othersEnd.countDown();
            }
            return FakeModel.says(FakeModel.VALID);
        });

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> run(4, null));

        assertThat(problem.type()).isEqualTo(ProblemType.NOT_FOUND);
        await(othersEnd);
        assertThat(slots.busy(developer)).isZero();
    }

    @Test
    void keepsTheGoodAnswersBesideABadOneAndAsksForTheRestAlone() {
        CountDownLatch othersUnderWay = new CountDownLatch(2);
        model.answers(request -> {
            if (number(request) == 1) {
                await(othersUnderWay);
                return FakeModel.says("no");
            }
            othersUnderWay.countDown();
            return FakeModel.says("{\"path\":\"f" + number(request) + "\",\"content\":\"x\"}");
        });

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> run(3, null));

        assertThat(problem.type()).isEqualTo(ProblemType.ANSWER_INVALID);
        assertThat(kept.size()).isEqualTo(2);
        model.asked.clear();
        model.answers(request -> FakeModel.says("{\"path\":\"f1\",\"content\":\"x\"}"));

        assertThat(run(3, null))
                .extracting(answer -> answer.answer().get("path"))
                .containsExactly("f0", "f1", "f2");
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void beginsNothingMoreAfterAFailure() {
        int atOnce = developer.limits().concurrency();
        CountDownLatch allUnderWay = new CountDownLatch(atOnce);
        model.answers(request -> {
            allUnderWay.countDown();
            await(allUnderWay);
            if (number(request) == 0) {
                throw new ProblemException(ProblemType.UPSTREAM_FAILED, "boom");
            }
            sleep(100);
            return FakeModel.says(FakeModel.VALID);
        });

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> run(60, null));

        assertThat(problem.type()).isEqualTo(ProblemType.UPSTREAM_FAILED);
        assertThat(model.asked).hasSizeLessThan(60);
        assertThat(kept.size()).isBetween(atOnce - 1, model.asked.size() - 1);
    }

    @Test
    void chargesTheBudgetWithWhatKeptAnswersHaveCost() {
        model.answers(request -> number(request) == 1 ? FakeModel.says("no") : FakeModel.says(FakeModel.VALID));
        catchThrowableOfType(ProblemException.class, () -> run(3, null));

        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> run(3, new RunBudget(null, null, 2, null)));

        assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
        assertThat(problem).hasMessageContaining("budget of 2 calls; 2 of them are used");
    }

    @Test
    void neverMakesMoreCallsThanTheBudgetAllowsThoughTheyRunAtOnce() {
        model.answers(request -> {
            sleep(20);
            return FakeModel.says(FakeModel.VALID);
        });

        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> run(8, new RunBudget(null, null, 3, null)));

        assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
        assertThat(model.asked).hasSizeLessThanOrEqualTo(3);
    }

    /** The router has the answers to the first call, and gives them again under the same number. */
    @Test
    void asksUnderTheSameNumbersWhereAnAttemptWasCutShort() {
        model.answers(request -> {
            if (model.asked.size() == 2) {
                throw new CancellationException("the worker is gone");
            }
            return FakeModel.says(model.asked.size() == 4 ? FakeModel.VALID : "no");
        });

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> runStep("code:2"));
        runStep("code:2");

        assertThat(numbers()).containsExactly("1", "2", "1", "2");
        assertThat(model.asked.get(2)).isEqualTo(model.asked.get(0));
        assertThat(model.asked.get(3)).isEqualTo(model.asked.get(1));
    }

    @Test
    void asksUnderNewNumbersWhereTheAnswersWereNoGood() {
        model.answers("no", "no", FakeModel.VALID);

        catchThrowableOfType(ProblemException.class, () -> runStep("code:2"));
        runStep("code:2");

        assertThat(numbers()).containsExactly("1", "2", "3");
    }

    @Test
    void asksUnderNewNumbersWhereTheWorkerCouldNotUseAGoodAnswer() {
        runStep("code:2");
        kept.forget();
        runStep("code:2:anew-1");

        assertThat(numbers()).containsExactly("1", "2");
    }

    private List<String> numbers() {
        return model.headers.stream()
                .map(headers -> headers.get(CallOrigin.CALL_HEADER))
                .toList();
    }

    private void runStep(String scope) {
        TaskWork task = TaskWork.of(
                new TaskRequest(
                        "t1",
                        "developer",
                        io.quantumlayer.contracts.agents.Pattern.SINGLE,
                        List.of(Map.of("path", "f1")),
                        "run-1",
                        "m",
                        null,
                        scope,
                        null,
                        null),
                null,
                roles,
                new TaskProperties("m", 200, Duration.ZERO, Duration.ZERO, Duration.ZERO, 100));
        runner.run(task, runner.budget(task, Usage.NONE, InstantSource.system()));
    }

    private List<Answer> run(int inputs, RunBudget limits) {
        List<Map<String, Object>> files = IntStream.range(0, inputs)
                .<Map<String, Object>>mapToObj(i -> Map.of("path", "f" + i))
                .toList();
        TaskWork task = TaskWork.of(
                new TaskRequest(
                        "t1", "developer", io.quantumlayer.contracts.agents.Pattern.FAN_OUT, files, null, "m", limits),
                null,
                roles,
                new TaskProperties("m", 200, Duration.ZERO, Duration.ZERO, Duration.ZERO, 100));
        return runner.run(task, runner.budget(task, Usage.NONE, InstantSource.system()));
    }

    private static int number(ChatRequest request) {
        Matcher matcher = PATH.matcher(request.messages().getLast().content());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1).substring(1));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
