package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One prompt from start to a project on this machine. */
public final class Job {

    // The journal tells that a run is over a moment before Temporal does.
    private static final Duration RESULT_PATIENCE = Duration.ofSeconds(30);

    private final Gateway gateway;
    private final Home home;
    private final Terminal terminal;
    private final boolean json;
    private final Path workingDirectory;

    /**
     * @param json whether the output is JSON Lines
     */
    public Job(Gateway gateway, Home home, Terminal terminal, boolean json, Path workingDirectory) {
        this.gateway = gateway;
        this.home = home;
        this.terminal = terminal;
        this.json = json;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Starts a run, follows it to its end and delivers the project.
     *
     * @param request body of the start request
     * @param output directory to create; the project's own name when empty
     * @param started told the id of the run
     */
    public ExitCode run(Map<String, Object> request, Optional<Path> output, Consumer<String> started) {
        String id = gateway.start(request);
        started.accept(id);
        if (!json) {
            terminal.out().println("Run " + id);
        }
        return follow(id, null, output);
    }

    /**
     * Lets a run that has ended without a result go on, follows it to its end and delivers the project.
     *
     * @param output directory to create; the project's own name when empty
     */
    public ExitCode retry(String id, Optional<Path> output) {
        JsonNode retried = gateway.retry(id);
        String step = Json.text(retried, "step");
        if (!json) {
            terminal.out().println("Run " + id + " goes on" + (step.isEmpty() ? "" : " from " + Text.plain(step)));
        }
        return follow(id, Json.text(retried, "run_id"), output);
    }

    private ExitCode follow(String id, @Nullable String retry, Optional<Path> output) {
        FollowedRun run = new Following(gateway, ProgressView.of(terminal, json)).untilTheEnd(id, retry);
        if (!run.end().equals(Optional.of("Completed"))) {
            return ended(id, run);
        }
        return deliver(id, awaitResult(id), output);
    }

    /** Delivers the project of a completed run. */
    public ExitCode deliver(String id, JsonNode result, Optional<Path> output) {
        String verdict = Json.text(result, "verdict");
        if (result.path("files").isEmpty()) {
            report(id, result, Json.lenient("{}"), Optional.empty());
        } else {
            Delivery.Delivered delivered = new Delivery(gateway, home, workingDirectory).deliver(id, output);
            report(id, result, delivered.manifest(), Optional.of(delivered.directory()));
        }
        return Outcome.exitCode("Completed", verdict);
    }

    /** The result, waiting a moment for the run to be closed. */
    public JsonNode awaitResult(String id) {
        Instant deadline = Instant.now().plus(RESULT_PATIENCE);
        while (true) {
            JsonNode result = gateway.result(id);
            if (result.has("verdict") || result.has("success")) {
                return result;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailedException(
                        ExitCode.PLATFORM, "The result of %s is not there yet. Try: ql show %s".formatted(id, id));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException(ExitCode.PLATFORM, "Interrupted. Try: ql show " + id, e);
            }
        }
    }

    private void report(String id, JsonNode result, JsonNode manifest, Optional<Path> directory) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("type", "result");
            line.put("workflow_id", id);
            line.put("status", "Completed");
            line.put("verdict", Json.text(result, "verdict"));
            line.put("reasons", result.path("reasons"));
            directory.ifPresent(path ->
                    line.put("directory", path.toAbsolutePath().normalize().toString()));
            if (result.has("metrics")) {
                line.put("usage", Summary.used(result.path("metrics")));
            }
            line.put("project", manifest);
            terminal.out().println(Json.MAPPER.writeValueAsString(line));
            return;
        }
        new Summary(terminal)
                .print(
                        result,
                        manifest,
                        directory
                                .map(path -> Summary.display(path, workingDirectory))
                                .orElse(""));
        if (directory.isEmpty()) {
            terminal.out().println("There are no files to download. Everything that the run left: ql show " + id);
        }
    }

    private ExitCode ended(String id, FollowedRun run) {
        String status = run.end().orElseThrow();
        Optional<RunFailure> failure = run.failure().or(() -> failure(id));
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("type", "result");
            line.put("workflow_id", id);
            line.put("status", status);
            line.put("reason", failure.map(RunFailure::message).orElse("The run is %s.".formatted(status)));
            failure.ifPresent(told -> line.put("failure", told));
            line.put("usage", run.usage());
            terminal.out().println(Json.MAPPER.writeValueAsString(line));
        } else {
            terminal.out().println();
            Ending.lines(status, failure).forEach(terminal.out()::println);
            terminal.out().println(Ending.usage(run.usage()));
            terminal.out().println("What it stored until then: ql show " + id);
            terminal.out().println(Ending.retry(id));
        }
        return Outcome.exitCode(status, "");
    }

    /** What the platform knows where the journal has not said it: a run that was terminated cannot write its end. */
    private Optional<RunFailure> failure(String id) {
        try {
            return new StatusAnswer(gateway.run(id)).failure();
        } catch (CommandFailedException e) {
            return Optional.empty();
        }
    }
}
