package io.quantumlayer.parser.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.Trees;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SourceReaderTests {

    @Test
    void refusesAFileThatIsTooLarge() {
        try (SourceReader reader = reader(Duration.ofSeconds(30), 1)) {
            assertProblem(() -> reader.read("a.py", "é".repeat(513), Language.PYTHON, (path, tree, end) -> 1))
                    .satisfies(problem -> {
                        assertThat(problem.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
                        assertThat(problem.members()).containsEntry("limit", 1024L);
                    });
            assertThat(reader.<Integer>read("a.py", "x".repeat(1024), Language.PYTHON, (path, tree, end) -> 1))
                    .isEqualTo(1);
        }
    }

    @Test
    void refusesAProjectThatIsTooLarge() {
        List<SourceText> files = IntStream.range(0, 5)
                .mapToObj(number -> new SourceText(number + ".py", "#".repeat(1000)))
                .toList();

        try (SourceReader reader = reader(Duration.ofSeconds(30), 1)) {
            assertProblem(() -> reader.readAll(files, Language.PYTHON, (path, tree, end) -> 1))
                    .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE));
        }
    }

    @Test
    void givesUpOnAFileThatTakesTooLong() {
        try (SourceReader reader = reader(Duration.ofMillis(50), 1)) {
            assertProblem(() -> reader.read("slow.py", "x", Language.PYTHON, (path, tree, deadline) -> {
                        while (true) {
                            deadline.check();
                        }
                    }))
                    .satisfies(problem -> {
                        assertThat(problem.type()).isEqualTo(ProblemType.TIMED_OUT);
                        assertThat(problem.detail()).contains("slow.py").contains("50 ms");
                    });
        }
    }

    @Test
    void abandonsWorkThatDoesNotNoticeTheDeadline() {
        CountDownLatch end = new CountDownLatch(1);

        try (SourceReader reader = reader(Duration.ofMillis(50), 1)) {
            assertProblem(() -> reader.read("stuck.py", "x", Language.PYTHON, (path, tree, deadline) -> await(end)))
                    .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.TIMED_OUT));
            assertProblem(() -> reader.read("next.py", "x", Language.PYTHON, (path, tree, deadline) -> 1))
                    .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE));
            end.countDown();
        }
    }

    @Test
    void freesTheWorkerOfAnAnalysisThatFailed() {
        try (SourceReader reader = reader(Duration.ofSeconds(30), 1)) {
            for (int round = 0; round < 3; round++) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> reader.read("a.py", "x", Language.PYTHON, (path, tree, deadline) -> {
                            throw new IllegalStateException("broken");
                        }))
                        .withMessage("broken");
            }
        }
    }

    @Test
    void keepsTheOrderOfFilesAndUsesItsOwnThreads() {
        List<SourceText> files = IntStream.range(0, 40)
                .mapToObj(number -> new SourceText(number + ".go", "package p" + number))
                .toList();
        Set<String> threads = ConcurrentHashMap.newKeySet();

        try (SourceReader reader = reader(Duration.ofSeconds(30), 2)) {
            List<String> texts = reader.readAll(files, Language.GO, (path, tree, deadline) -> {
                threads.add(Thread.currentThread().getName());
                return tree.text();
            });

            assertThat(texts).isEqualTo(files.stream().map(SourceText::code).toList());
            assertThat(threads).isNotEmpty().allMatch(name -> name.matches("analysis-[01]"));
        }
    }

    @Test
    void readsJavaScriptBesideTypeScriptAsWhatItIs() {
        List<SourceText> files = List.of(new SourceText("a.ts", "let a: number"), new SourceText("b.js", "let b"));

        try (SourceReader reader = reader(Duration.ofSeconds(30), 2)) {
            assertThat(reader.readAll(files, Language.TYPESCRIPT, (path, tree, deadline) -> tree.language()))
                    .containsExactly(Language.TYPESCRIPT, Language.JAVASCRIPT);
        }
    }

    private static ThrowableAssertAlternative<ProblemException> assertProblem(ThrowingCallable call) {
        return assertThatExceptionOfType(ProblemException.class).isThrownBy(call);
    }

    private static int await(CountDownLatch latch) {
        try {
            latch.await();
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SourceReader reader(Duration limit, int workers) {
        return new SourceReader(
                Trees.PARSER, new SourceLimits(DataSize.ofBytes(1024), DataSize.ofBytes(4096), limit), workers);
    }
}
