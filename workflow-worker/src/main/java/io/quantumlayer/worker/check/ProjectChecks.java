package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.check.report.TestReport;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Execution;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.SandboxRunner;
import io.quantumlayer.worker.sandbox.SandboxUnavailableException;
import io.quantumlayer.worker.sandbox.Sandboxes;
import io.quantumlayer.worker.sandbox.Toolchains;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds and tests projects in the sandbox. */
@Component
public class ProjectChecks {

    private static final Duration VERSION_PATIENCE = Duration.ofSeconds(20);

    /** Time of a documented command that is neither the build nor the tests: one that waits for its user never ends. */
    private static final Duration DOCUMENTED_PATIENCE = Duration.ofMinutes(1);

    private final Sandboxes sandboxes;
    private final SandboxRunner runner;
    private final SandboxProperties properties;
    private final ToolchainCaches caches;
    private final Toolchains seen;
    private final Map<String, String> toolchains = new ConcurrentHashMap<>();

    ProjectChecks(
            Sandboxes sandboxes,
            SandboxRunner runner,
            SandboxProperties properties,
            ToolchainCaches caches,
            Toolchains seen) {
        this.sandboxes = sandboxes;
        this.runner = runner;
        this.properties = properties;
        this.caches = caches;
        this.seen = seen;
    }

    /** Builds the project. */
    public CheckResult build(LanguageProfile profile, List<DropFile> files, Cancellation cancellation) {
        return check(
                profile,
                files,
                profile.verifyBuild(),
                profile.buildCommand(),
                null,
                properties.timeout(),
                cancellation);
    }

    /** Builds the project and runs its tests; a run without any that passed, or that did not come to its end, has failed. */
    public CheckResult test(LanguageProfile profile, List<DropFile> files, Cancellation cancellation) {
        TestHarness harness = TestHarness.of(profile, files);
        return check(
                profile, files, harness.shell(), profile.testCommand(), harness, properties.timeout(), cancellation);
    }

    /**
     * Runs each command of a README on a fresh copy of the project. One that starts a server has passed when it answers; one
     * that neither ends nor listens is ended after a minute.
     */
    public List<CheckResult> commands(
            LanguageProfile profile, List<DropFile> files, List<String> commands, Cancellation cancellation) {
        return commands.stream()
                .map(command -> command(profile, files, command, cancellation))
                .toList();
    }

    /** The build and the tests end by themselves, though tests may start servers of their own. */
    private CheckResult command(
            LanguageProfile profile, List<DropFile> files, String command, Cancellation cancellation) {
        if (List.of(profile.buildCommand(), profile.testCommand()).contains(command.strip())) {
            return check(profile, files, command, command, null, properties.timeout(), cancellation);
        }
        Duration patience =
                DOCUMENTED_PATIENCE.compareTo(properties.timeout()) < 0 ? DOCUMENTED_PATIENCE : properties.timeout();
        return check(profile, files, new DocumentedCommand(command).shell(), command, null, patience, cancellation);
    }

    /** Version of a language's toolchain as seen inside; empty when there is none, or no sandbox. */
    Optional<String> toolchain(LanguageProfile profile) {
        return sandboxes.available().flatMap(sandbox -> toolchain(sandbox, profile));
    }

    private CheckResult check(
            LanguageProfile profile,
            List<DropFile> files,
            String shell,
            String shown,
            @Nullable TestHarness harness,
            Duration timeout,
            Cancellation cancellation) {
        files.forEach(file -> {
            if (!file.path().startsWith(".quantumlayer/")) {
                ProjectPath.checked(file.path());
            }
        });
        Optional<Sandbox> sandbox = sandboxes.available();
        if (sandbox.isEmpty()) {
            return CheckResult.notRun(sandboxes.reason(), shown);
        }
        try {
            return check(sandbox.get(), profile, files, shell, shown, harness, timeout, cancellation);
        } catch (SandboxUnavailableException e) {
            return CheckResult.notRun(sandbox.get().name() + ": " + e.getMessage(), shown);
        }
    }

    private CheckResult check(
            Sandbox sandbox,
            LanguageProfile profile,
            List<DropFile> files,
            String shell,
            String shown,
            @Nullable TestHarness harness,
            Duration timeout,
            Cancellation cancellation) {
        Optional<String> version = toolchain(sandbox, profile);
        if (version.isEmpty()) {
            return CheckResult.notRun(
                    "the toolchain for %s is not installed ('%s' fails)%s"
                            .formatted(profile.language(), profile.versionCommand(), unseen(profile)),
                    shown);
        }
        Command command = new Command(
                shell,
                harness == null ? files : harness.files(),
                profile.environment(),
                caches.of(sandbox, profile, version.get()),
                false,
                timeout);
        Execution execution = runner.run(sandbox, command, cancellation);
        return result(profile, execution, timeout, shown, harness, sandbox.name(), version.get());
    }

    private String unseen(LanguageProfile profile) {
        String program = profile.versionCommand().split(" ")[0];
        return seen.problem(program).map(problem -> ": " + problem).orElse("");
    }

    private CheckResult result(
            LanguageProfile profile,
            Execution execution,
            Duration timeout,
            String shown,
            @Nullable TestHarness harness,
            String backend,
            String version) {
        TestReport report = harness == null ? new TestReport(List.of(), null) : harness.report(execution.output());
        String log = harness == null ? execution.output() : harness.log(execution.output());
        List<Diagnostic> diagnostics = execution.succeeded() ? List.of() : Diagnostics.read(profile.diagnostics(), log);
        boolean passed = execution.succeeded() && (harness == null || shown(report));
        return new CheckResult(
                passed ? Status.PASSED : Status.FAILED,
                passed ? null : reason(execution, timeout, report),
                diagnostics,
                report.tests(),
                report.incomplete(),
                log,
                shown,
                backend,
                version,
                execution.wall());
    }

    /** Tests that ran to their end, of which some passed and none failed. */
    private static boolean shown(TestReport report) {
        return report.incomplete() == null
                && report.tests().stream().anyMatch(TestOutcome::passed)
                && report.tests().stream().noneMatch(TestOutcome::failed);
    }

    private String reason(Execution execution, Duration timeout, TestReport report) {
        return switch (execution.ending()) {
            case TIMED_OUT -> "ended after the time limit of " + timeout.toSeconds() + " s";
            case MEMORY -> "ended at the memory limit of " + properties.memory().toMegabytes() + " MB";
            case OUTPUT -> "ended because it printed without end";
            case CANCELED -> "canceled";
            case EXITED -> {
                boolean none = report.tests().stream().noneMatch(test -> test.passed() || test.failed());
                if (report.incomplete() != null && (execution.succeeded() || !none)) {
                    yield report.incomplete();
                }
                if (!none || !execution.succeeded()) {
                    yield "exit code " + execution.exitCode();
                }
                yield report.tests().isEmpty()
                        ? "no test ran"
                        : "no test shows anything: %d skipped, to do or expected to fail"
                                .formatted(report.tests().size());
            }
        };
    }

    /** A version is asked for once; a toolchain that was not there is looked for again, it may have been installed since. */
    private Optional<String> toolchain(Sandbox sandbox, LanguageProfile profile) {
        return Optional.ofNullable(
                toolchains.computeIfAbsent(profile.language(), language -> version(sandbox, profile)));
    }

    private @Nullable String version(Sandbox sandbox, LanguageProfile profile) {
        Command command =
                new Command(profile.versionCommand(), List.of(), profile.environment(), null, false, VERSION_PATIENCE);
        Execution execution = runner.run(sandbox, command, new Cancellation());
        return !execution.succeeded()
                ? null
                : execution
                        .output()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("Picked up "))
                        .findFirst()
                        .orElse(null);
    }
}
