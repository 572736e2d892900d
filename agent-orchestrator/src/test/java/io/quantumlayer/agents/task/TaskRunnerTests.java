package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantumlayer.agents.role.Role;
import io.quantumlayer.agents.role.RoleFixtures;
import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.workflow.RunBudget;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskRunnerTests {

    private static final Pattern PATH = Pattern.compile("\"path\":\"(f\\d+)\"");

    private final FakeModel model = new FakeModel();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Roles roles = RoleFixtures.roles();
    private final Role developer = roles.find("developer").orElseThrow();
    private final Slots slots = new Slots(roles);
    private final TaskRunner runner = new TaskRunner(
            new RoleWork(model, new ModelCall(model, threads)), slots, Executors::newVirtualThreadPerTaskExecutor);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

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
    void endsAllOthersWithTheFirstFailure() {
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

    private List<Answer> run(int inputs, RunBudget limits) {
        List<Map<String, Object>> files = IntStream.range(0, inputs)
                .<Map<String, Object>>mapToObj(i -> Map.of("path", "f" + i))
                .toList();
        return runner.run(developer, "m", files, new Budget(limits, InstantSource.system()));
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
