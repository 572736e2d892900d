package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that answer from a script, without a sandbox, and remember what they were given. */
public final class ScriptedChecks extends ProjectChecks {

    private final Deque<CheckResult> results = new ArrayDeque<>();
    private final List<List<DropFile>> projects = new ArrayList<>();

    private ScriptedChecks(SandboxProperties properties) {
        super(
                TestSandboxes.sandboxes(properties, List.of(), Duration.ofHours(1)),
                TestSandboxes.runner(properties),
                properties,
                new ToolchainCaches(TestSandboxes.runner(properties), properties),
                TestSandboxes.toolchains());
    }

    public static ScriptedChecks answering(CheckResult... results) {
        ScriptedChecks checks = new ScriptedChecks(TestSandboxes.properties());
        checks.results.addAll(List.of(results));
        return checks;
    }

    public static CheckResult passed(TestOutcome... tests) {
        return result(Status.PASSED, null, List.of(), List.of(tests), null, "all is well");
    }

    public static CheckResult failed(String log, List<Diagnostic> diagnostics, TestOutcome... tests) {
        return result(Status.FAILED, "exit code 1", diagnostics, List.of(tests), null, log);
    }

    /** Tests that did not come to their end. */
    public static CheckResult incomplete(String why, TestOutcome... tests) {
        return result(Status.FAILED, why, List.of(), List.of(tests), why, "");
    }

    public static CheckResult notRun(String reason) {
        return result(Status.NOT_RUN, reason, List.of(), List.of(), null, "");
    }

    /** The files that each check was given. */
    public List<List<DropFile>> projects() {
        return projects;
    }

    @Override
    public CheckResult build(LanguageProfile profile, List<DropFile> files, Cancellation cancellation) {
        return next(files);
    }

    @Override
    public CheckResult test(LanguageProfile profile, List<DropFile> files, Cancellation cancellation) {
        return next(files);
    }

    @Override
    public List<CheckResult> commands(
            LanguageProfile profile, List<DropFile> files, List<String> commands, Cancellation cancellation) {
        return commands.stream().map(command -> shown(command, next(files))).toList();
    }

    private CheckResult next(List<DropFile> files) {
        projects.add(files);
        return results.remove();
    }

    private static CheckResult shown(String command, CheckResult result) {
        return new CheckResult(
                result.status(),
                result.reason(),
                result.diagnostics(),
                result.tests(),
                result.incomplete(),
                result.log(),
                command,
                result.backend(),
                result.toolchain(),
                result.wall());
    }

    private static CheckResult result(
            Status status,
            @Nullable String reason,
            List<Diagnostic> diagnostics,
            List<TestOutcome> tests,
            @Nullable String incomplete,
            String log) {
        return new CheckResult(
                status,
                reason,
                diagnostics,
                tests,
                incomplete,
                log,
                "make",
                "scripted",
                "Scripted 1.0",
                Duration.ofSeconds(2));
    }
}
