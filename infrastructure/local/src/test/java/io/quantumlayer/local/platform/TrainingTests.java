package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.Training.Outcome;
import io.quantumlayer.servers.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shell scripts play the programs that are trained; {@code $1} is the file that they have to write. */
@Timeout(60)
class TrainingTests {

    private static final Training.Disturbance NEVER = () -> false;

    @TempDir
    private Path directory;

    private Path caches;
    private Path cache;

    @BeforeEach
    void prepare() throws IOException {
        caches = Files.createDirectory(directory.resolve("caches"));
        cache = caches.resolve("jvm.aot");
    }

    @Test
    void whatTheProgramLearnedIsTheCacheAndNothingElseIsLeft() throws Exception {
        assertThat(train("echo notes > $1.config; echo learned > $1")).isEqualTo(new Outcome.Learned());

        assertThat(cache).hasContent("learned");
        assertThat(left()).containsExactly(cache);
    }

    @Test
    void halfACacheIsNone() throws Exception {
        assertThat(train("echo half > $1; echo no room on the device; exit 3"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("exit code 3, no room on the device", "parser-training.log"));
        assertThat(train("exit 0"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("wrote no cache"));

        assertThat(left()).isEmpty();
    }

    @Test
    void aProgramThatHasLearnedEnoughIsAskedToEnd() throws Exception {
        String script = "trap 'echo learned > $1; exit 143' TERM; touch %s; while :; do sleep 0.1; done"
                .formatted(directory.resolve("serving"));

        assertThat(train(script, () -> Files.exists(directory.resolve("serving")), NEVER))
                .isEqualTo(new Outcome.Learned());

        assertThat(cache).hasContent("learned");
    }

    @Test
    void whoNeedsTheMachineEndsAllThatTheTrainingRunHasStarted() throws Exception {
        Path child = directory.resolve("child");

        assertThat(train(
                        "echo half > $1; sleep 600 & echo $! > %s; wait".formatted(child),
                        Trainee.Learned.WHEN_IT_ENDS,
                        () -> isWritten(child)))
                .isEqualTo(new Outcome.Disturbed());

        awaitEnd(child);
        assertThat(left()).isEmpty();
    }

    @Test
    void whoStopsThePlatformEndsAllThatTheTrainingRunHasStarted() throws Exception {
        Path child = directory.resolve("child");
        CountDownLatch begun = new CountDownLatch(1);
        Thread learning = Thread.ofPlatform().start(() -> {
            try {
                Outcome _ = train(
                        "echo half > $1; sleep 600 & echo $! > %s; wait".formatted(child),
                        Trainee.Learned.WHEN_IT_ENDS,
                        () -> {
                            if (isWritten(child)) {
                                begun.countDown();
                            }
                            return false;
                        });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();

        learning.interrupt();
        learning.join();

        awaitEnd(child);
        assertThat(left()).isEmpty();
    }

    @Test
    void aTrainingRunYieldsToEverythingElse() throws Exception {
        Process own = new ProcessBuilder("nice").start();
        int niceness =
                Integer.parseInt(new String(own.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());

        assertThat(train("nice > $1")).isEqualTo(new Outcome.Learned());

        assertThat(cache).hasContent(Integer.toString(Math.min(19, niceness + 10)));
    }

    @Test
    void whatAKilledSupervisorLeftIsRemoved() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        Files.createFile(caches.resolve("jvm.aot." + ended.pid()));
        Files.createFile(caches.resolve("jvm.aot.%d.config".formatted(ended.pid())));
        Path mine = Files.createFile(caches.resolve("jvm.aot.given-up"));

        assertThat(train("echo learned > $1")).isEqualTo(new Outcome.Learned());

        assertThat(left()).containsExactlyInAnyOrder(cache, mine);
    }

    private Outcome train(String script) throws InterruptedException {
        return train(script, Trainee.Learned.WHEN_IT_ENDS, NEVER);
    }

    private Outcome train(String script, Trainee.Learned learned, Training.Disturbance disturbance)
            throws InterruptedException {
        Trainee trainee = new Trainee(
                "parser",
                cache,
                output -> new Trainee.Course(
                        List.of("sh", "-c", script, "parser", output.toString()),
                        Map.of("PATH", "/usr/bin:/bin"),
                        directory,
                        learned,
                        Set.of(0, 143)));
        return new Training(new Home(directory.resolve("home")).create()).of(trainee, disturbance);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.toList();
        }
    }

    private static boolean isWritten(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).endsWith("\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitEnd(Path pid) throws IOException, InterruptedException {
        long id = Long.parseLong(Files.readString(pid).strip());
        while (ProcessIdentity.of(id).isPresent()) {
            Thread.sleep(10);
        }
    }
}
