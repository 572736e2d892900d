package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.CheckResult.Diagnostic;
import io.quantumlayer.worker.sandbox.CheckResult.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
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
        checks = CHECKS.computeIfAbsent(backends, names -> TestSandboxes.checks(names.split(",")));
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
        assertThat(tests.signature()).isNotBlank();
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
    void runWithoutAnyTestHasFailed() {
        List<DropFile> project =
                List.of(new DropFile("answer.py", "ANSWER = 42\n"), new DropFile("tests/__init__.py", ""));

        CheckResult tests = checks.test(profile("python"), project, new Cancellation());

        assertThat(tests.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void withoutASandboxNothingRunsAndTheReasonIsGiven() {
        CheckResult build = TestSandboxes.checks("none")
                .build(profile("python"), SampleProjects.correct("python"), new Cancellation());

        assertThat(build.status()).isEqualTo(Status.NOT_RUN);
        assertThat(build.reason()).contains("no sandbox").contains("none");
    }

    private LanguageProfile profile(String language) {
        return languages.find(language).orElseThrow();
    }
}
