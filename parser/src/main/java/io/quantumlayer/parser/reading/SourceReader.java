package io.quantumlayer.parser.reading;

import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.DeadlinePassedException;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxParser;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.util.unit.DataSize;

/**
 * Parses files on a fixed number of platform threads, because native code holds its thread. Requests wait for a free
 * worker in the order of their arrival; the waiting threads are virtual and cost nothing.
 */
public final class SourceReader implements AutoCloseable {

    /** What a worker may need beyond the limit to notice that it has passed. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SyntaxParser parser;
    private final SourceLimits limits;
    private final Semaphore free;
    private final ExecutorService workers;

    /** A reader with a number of workers; {@link #close} ends them. */
    public SourceReader(SyntaxParser parser, SourceLimits limits, int workers) {
        this.parser = parser;
        this.limits = limits;
        this.free = new Semaphore(workers, true);
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("analysis-", 0).daemon().factory());
    }

    /**
     * Parses a file and makes something of its tree.
     *
     * @throws ProblemException 413 when it is too large, 503 when no worker gets free, 504 when it takes too long
     */
    public <T> T read(String path, String code, Language language, Reading<T> reading) {
        return result(path, start(path, code, language, reading));
    }

    /** The same for several files in parallel; the results are in the order of the files. */
    public <T> List<T> readAll(List<SourceText> files, Language language, Reading<T> reading) {
        if (files.stream().mapToLong(file -> bytes(file.code())).sum()
                > limits.project().toBytes()) {
            throw tooLarge("The project", limits.project());
        }
        List<Future<T>> started = new ArrayList<>();
        for (SourceText file : files) {
            started.add(start(file.path(), file.code(), languageOf(file.path(), language), reading));
        }
        List<T> results = new ArrayList<>();
        for (int number = 0; number < files.size(); number++) {
            results.add(result(files.get(number).path(), started.get(number)));
        }
        return results;
    }

    /** JavaScript beside TypeScript is read as what it is. */
    private static Language languageOf(String path, Language language) {
        return Language.ofPath(path)
                .filter(found -> found.isScript() && language.isScript())
                .orElse(language);
    }

    private <T> Future<T> start(String path, String code, Language language, Reading<T> reading) {
        if (bytes(code) > limits.file().toBytes()) {
            throw tooLarge("The file '%s'".formatted(path), limits.file());
        }
        acquire();
        try {
            return workers.submit(() -> {
                try {
                    return run(path, code, language, reading);
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private <T> T run(String path, String code, Language language, Reading<T> reading) {
        Deadline deadline = Deadline.in(limits.time());
        try (SyntaxTree tree = parser.parse(path, code, language, deadline)) {
            return reading.read(path, tree, deadline);
        }
    }

    private <T> T result(String path, Future<T> future) {
        try {
            return future.get(limits.time().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw timedOut(path, e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case DeadlinePassedException passed -> timedOut(path, passed);
                case RuntimeException thrown -> thrown;
                case null, default -> new IllegalStateException("The analysis of '%s' failed".formatted(path), e);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, "The service is stopping.", e);
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemType.UNAVAILABLE, "All workers are busy; try again.")
                        .retryAfter(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, "The service is stopping.", e);
        }
    }

    private ProblemException timedOut(String path, Exception cause) {
        return new ProblemException(
                ProblemType.TIMED_OUT,
                "The analysis of '%s' took longer than %d ms; split the file."
                        .formatted(path, limits.time().toMillis()),
                cause);
    }

    private static ProblemException tooLarge(String what, DataSize limit) {
        return new ProblemException(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        "%s is larger than %d bytes; leave out what was generated or split it."
                                .formatted(what, limit.toBytes()))
                .with("limit", limit.toBytes());
    }

    private static int bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
