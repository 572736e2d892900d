package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.job.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"bubblewrap,unshare", "kubernetes-job"})
class ProjectChecksIT {

    /** A back end tests itself once. */
    private static final Map<String, ProjectChecks> CHECKS = new ConcurrentHashMap<>();

    private final LanguageProfiles languages = new LanguageProfiles();
    private final ProjectChecks checks;

    ProjectChecksIT(String backends) {
        if (backends.equals("kubernetes-job")) {
            assumeThat(TestCluster.absence()).as("a cluster for Jobs").isEmpty();
        }
        checks = CHECKS.computeIfAbsent(backends, names -> TestChecks.on(names.split(",")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript", "go"})
    void correctProjectBuildsAndPasses(String language) {
        List<DropFile> project = SampleProjects.correct(language);

        assertThat(checks.build(profile(language), project, new Cancellation()))
                .satisfies(
                        result -> assertThat(result.status()).as(result.log()).isEqualTo(Status.PASSED));
        CheckResult tests = checks.test(profile(language), project, new Cancellation());
        assertThat(tests.status()).as(tests.log()).isEqualTo(Status.PASSED);
        assertThat(tests.tests()).hasSize(1).allMatch(TestOutcome::passed);
        assertThat(tests.toolchain()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript", "go"})
    void failingTestIsNamedWithItsMessage(String language) {
        CheckResult tests =
                checks.test(profile(language), SampleProjects.withWrongAnswer(language), new Cancellation());

        assertThat(tests.status()).isEqualTo(Status.FAILED);
        assertThat(tests.tests()).as(tests.log()).hasSize(1);
        assertThat(tests.tests().getFirst().passed()).isFalse();
        assertThat(tests.tests().getFirst().message()).isNotBlank();
        assertThat(ErrorSignature.of(List.of(), tests.tests(), tests.log())).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript", "go"})
    void syntaxErrorIsFoundAtItsPlace(String language) {
        CheckResult build =
                checks.build(profile(language), SampleProjects.withSyntaxError(language), new Cancellation());

        assertThat(build.status()).as(build.log()).isEqualTo(Status.FAILED);
        Diagnostic first = build.diagnostics().getFirst();
        assertThat(first.path()).isEqualTo(SampleProjects.sourcePath(language));
        assertThat(first.line()).isPositive();
        assertThat(first.message()).isNotBlank();
    }

    @Test
    void resourcesAreOnTheClassPathOfJava() {
        List<DropFile> project = List.of(
                new DropFile("src/main/resources/greeting.txt", "hello"),
                new DropFile("src/test/resources/data/name.txt", "world"),
                new DropFile("src/main/java/greeting/Greeting.java", """
                        package greeting;

                        import java.io.IOException;
                        import java.io.InputStream;

                        public final class Greeting {
                            private Greeting() {}

                            public static String of(String path) throws IOException {
                                try (InputStream text = Greeting.class.getResourceAsStream(path)) {
                                    return new String(text.readAllBytes());
                                }
                            }

                            public static void main(String[] arguments) throws IOException {
                                System.out.println(of("/greeting.txt"));
                            }
                        }
                        """),
                new DropFile("src/test/java/greeting/GreetingTest.java", """
                        package greeting;

                        public class GreetingTest {
                            public static void main(String[] arguments) throws Exception {
                                boolean right = Greeting.of("/greeting.txt").equals("hello")
                                        && Greeting.of("/data/name.txt").equals("world");
                                System.out.println((right ? "ok" : "not ok") + " 1 - greets");
                                System.out.println("1..1");
                            }
                        }
                        """));
        LanguageProfile java = profile("java");

        CheckResult tests = checks.test(java, project, new Cancellation());
        CheckResult asAUserDoes = checks.commands(
                        java,
                        project,
                        List.of(java.buildCommand() + " && java -cp build/classes greeting.Greeting"),
                        new Cancellation())
                .getFirst();

        assertThat(tests.status()).as(tests.log()).isEqualTo(Status.PASSED);
        assertThat(asAUserDoes.log()).contains("hello");
    }

    /** Text of a command, and what its log says or the reason why it fails. */
    static Stream<Arguments> documented() {
        return Stream.of(
                arguments(
                        "python3 -m http.server 8123",
                        Status.PASSED,
                        "port 8123, answered GET / with 'HTTP/1.0 200 OK'"),
                arguments("python3 -m http.server --bind ::1 8124", Status.PASSED, "port 8124, answered"),
                arguments("python3 silent.py", Status.FAILED, "did not answer GET /"),
                arguments("echo 'it''s done'", Status.PASSED, "its done"),
                arguments("echo gone; exit 3", Status.FAILED, "gone"));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedCommandEndsOrIsAServerThatAnswers(String command, Status status, String log) {
        List<DropFile> project = List.of(new DropFile("silent.py", """
                import socket, time

                server = socket.create_server(("127.0.0.1", 8125))
                time.sleep(600)
                """));

        CheckResult result = checks.commands(profile("python"), project, List.of(command), new Cancellation())
                .getFirst();

        assertThat(result.status()).as(result.log()).isEqualTo(status);
        assertThat(result.log()).contains(log);
    }

    @Test
    void runWithoutAnyTestHasFailed() {
        List<DropFile> project =
                List.of(new DropFile("answer.py", "ANSWER = 42\n"), new DropFile("tests/__init__.py", ""));

        CheckResult tests = checks.test(profile("python"), project, new Cancellation());

        assertThat(tests.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void withoutASandboxNothingRunsAndTheReasonIsGiven() {
        CheckResult build =
                TestChecks.on("none").build(profile("python"), SampleProjects.correct("python"), new Cancellation());

        assertThat(build.status()).isEqualTo(Status.NOT_RUN);
        assertThat(build.reason()).contains("no sandbox").contains("none");
    }

    private LanguageProfile profile(String language) {
        return languages.find(language).orElseThrow();
    }
}
