package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.ServerProcess;
import io.quantumlayer.servers.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Training runs: a program starts once, at low priority, and the JVM writes down what it learned from that. */
final class Training {

    /** Of processor time: a busy machine is no reason to give up, a slow one needs ten times what others need. */
    private static final Duration WORK = Duration.ofMinutes(10);

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration KILL = Duration.ofSeconds(10);

    private final Home home;

    Training(Home home) {
        this.home = home;
    }

    /** How a training run ended. */
    sealed interface Outcome {

        /** The cache is there. */
        record Learned() implements Outcome {}

        /** Somebody needed the machine; nothing is lost but the attempt. */
        record Disturbed() implements Outcome {}

        /** It does not work, and another attempt would not either. */
        record Failed(String reason) implements Outcome {}
    }

    /** Whether the machine is needed for something else. */
    interface Disturbance {

        boolean now() throws InterruptedException;
    }

    /**
     * Runs until the cache is written or the run is disturbed.
     *
     * @throws InterruptedException after everything that was started has ended
     */
    Outcome of(Trainee trainee, Disturbance disturbance) throws InterruptedException {
        // Several platforms may train one program.
        Path output = trainee.cache()
                .resolveSibling("%s.%d"
                        .formatted(
                                trainee.cache().getFileName(),
                                ProcessHandle.current().pid()));
        Path log = new LogFiles(home).forStartOf(trainee.name() + "-training");
        try {
            removeAbandoned(trainee.cache());
            Trainee.Course course = trainee.course().apply(output);
            ServerProcess process = ServerProcess.start(
                    LowPriority.of(course.command()),
                    course.environment(),
                    course.directory(),
                    log,
                    Lifetime.OWNED,
                    "TERM");
            try {
                Outcome outcome = await(process, course, disturbance, log);
                if (!(outcome instanceof Outcome.Learned)) {
                    return outcome;
                }
            } finally {
                end(process);
            }
            if (!Files.exists(output)) {
                return new Outcome.Failed("the JVM wrote no cache; see " + log);
            }
            Files.move(output, trainee.cache(), StandardCopyOption.ATOMIC_MOVE);
            return new Outcome.Learned();
        } catch (IOException | ServerStartException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } finally {
            remove(output);
        }
    }

    private static Outcome await(ServerProcess process, Trainee.Course course, Disturbance disturbance, Path log)
            throws InterruptedException {
        // Unlike the wall clock it stands still while the machine sleeps.
        long begin = System.nanoTime();
        boolean asked = false;
        while (process.isAlive()) {
            if (disturbance.now()) {
                return new Outcome.Disturbed();
            }
            if (work(process).compareTo(WORK) > 0 || System.nanoTime() - begin > LIMIT.toNanos()) {
                return new Outcome.Failed("it took more than %d min of processor time, or than %d min at all; see %s"
                        .formatted(WORK.toMinutes(), LIMIT.toMinutes(), log));
            }
            if (!asked && course.learned().enough()) {
                process.identity().handle().ifPresent(ProcessHandle::destroy);
                asked = true;
            }
            Thread.sleep(500);
        }
        int exit = process.exitValue();
        return course.goodEnds().contains(exit)
                ? new Outcome.Learned()
                : new Outcome.Failed("exit code %d, %s; see %s"
                        .formatted(exit, String.join(" ", LogTail.lines(log, 1)).strip(), log));
    }

    private static Duration work(ServerProcess process) {
        return process.identity().handle().stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    // What a run that was ended in the middle leaves, the JVM's notes included.
    private static void remove(Path output) {
        try {
            Files.deleteIfExists(output);
            Files.deleteIfExists(output.resolveSibling(output.getFileName() + ".config"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + output + ".", e);
        }
    }

    // What nobody could remove, because its supervisor was killed.
    private static void removeAbandoned(Path cache) throws IOException {
        Pattern output = Pattern.compile(Pattern.quote(cache.getFileName().toString()) + "\\.(\\d{1,18})(\\.config)?");
        try (Stream<Path> files = Files.list(cache.resolveSibling("."))) {
            for (Path file : files.toList()) {
                Matcher name = output.matcher(file.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    // The JVM writes the cache in a process of its own.
    private static void end(ServerProcess process) {
        process.identity()
                .handle()
                .ifPresent(handle -> handle.descendants().toList().forEach(ProcessHandle::destroyForcibly));
        process.stop("KILL", KILL);
    }
}
