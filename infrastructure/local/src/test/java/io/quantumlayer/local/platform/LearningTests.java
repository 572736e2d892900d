package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.platform.Training.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTests {

    @TempDir
    private Path directory;

    private final List<String> trained = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Learning.Trainer trainer = (trainee, _) -> learned(trainee);

    @Test
    void oneAfterTheOtherIsTrainedUntilNothingIsLeft() throws InterruptedException {
        Learning learning = learning("parser", "llm-router");
        assertThat(learning.state()).contains(new PlatformState.Learning(null, 0, 2, List.of()));

        learning.run(Duration.ZERO, () -> false);

        assertThat(trained).containsExactly("parser", "llm-router");
        assertThat(learning.state()).contains(new PlatformState.Learning(null, 2, 2, List.of()));
    }

    @Test
    void whatIsTrainedIsNotTrainedAgain() throws InterruptedException {
        learning("parser").run(Duration.ZERO, () -> false);
        learning("parser").run(Duration.ZERO, () -> false);

        assertThat(trained).containsExactly("parser");
    }

    @Test
    void whatWasGivenUpIsRememberedWithItsReason() throws InterruptedException {
        trainer = (trainee, _) -> {
            trained.add(trainee.name());
            return new Outcome.Failed("it took longer than 20 min");
        };
        learning("parser").run(Duration.ZERO, () -> false);
        Learning second = learning("parser");
        second.run(Duration.ZERO, () -> false);

        assertThat(trained).containsExactly("parser");
        Path reason = directory.resolve("parser.aot.given-up");
        assertThat(reason).content().contains("it took longer than 20 min");
        assertThat(second.state())
                .contains(new PlatformState.Learning(
                        null,
                        1,
                        1,
                        List.of(new PlatformState.GivenUp("parser", "it took longer than 20 min", reason.toString()))));
        assertThat(log).anyMatch(line -> line.contains("parser starts slower") && line.contains("given-up"));
    }

    @Test
    void whoeverRemovesTheReasonGetsAnotherAttempt() throws IOException, InterruptedException {
        trainer = (_, _) -> new Outcome.Failed("the disk was full");
        learning("parser").run(Duration.ZERO, () -> false);
        trainer = (trainee, _) -> learned(trainee);

        Files.delete(directory.resolve("parser.aot.given-up"));
        learning("parser").run(Duration.ZERO, () -> false);

        assertThat(trained).containsExactly("parser");
    }

    @Test
    void whoClosesItWaitsForTheEndOfTheTrainingRun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean tidied = new AtomicBoolean();
        trainer = (_, _) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("Nobody counts it down.");
            } finally {
                tidied.set(true);
            }
        };
        Learning learning = learning("parser");
        Thread closer = Thread.ofVirtual().start(() -> {
            try {
                begun.await();
                learning.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        learning.untilNothingIsLeft();
        closer.join();

        assertThat(tidied).isTrue();
        assertThat(directory.resolve("parser.aot.given-up")).doesNotExist();
    }

    @Test
    void anAttemptThatWasDisturbedIsMadeAgain() throws InterruptedException {
        trainer = (trainee, _) -> {
            if (trained.isEmpty()) {
                trained.add("disturbed");
                return new Outcome.Disturbed();
            }
            return learned(trainee);
        };

        learning("parser").run(Duration.ZERO, () -> false);

        assertThat(trained).containsExactly("disturbed", "parser");
        assertThat(directory.resolve("parser.aot.given-up")).doesNotExist();
    }

    @Test
    void nothingBeginsBeforeItHasBeenQuiet() throws InterruptedException {
        List<Boolean> answers = new ArrayList<>(List.of(true, true, false));
        List<String> asked = new ArrayList<>();

        learning("parser").run(Duration.ofMillis(1), () -> {
            boolean busy = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            asked.add(busy + " " + trained.size());
            return busy;
        });

        assertThat(asked).startsWith("true 0", "true 0", "false 0");
        assertThat(trained).containsExactly("parser");
    }

    private Learning learning(String... names) {
        Learning learning =
                new Learning((trainee, disturbance) -> trainer.train(trainee, disturbance), log::add, () -> {});
        learning.teach(List.of(names).stream()
                .map(name -> new Trainee(name, directory.resolve(name + ".aot"), _ -> {
                    throw new AssertionError("The trainer is a fake.");
                }))
                .toList());
        return learning;
    }

    private Outcome learned(Trainee trainee) {
        try {
            Files.createFile(trainee.cache());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trained.add(trainee.name());
        return new Outcome.Learned();
    }
}
