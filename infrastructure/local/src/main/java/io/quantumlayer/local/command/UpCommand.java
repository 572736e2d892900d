package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.platform.PlatformState;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts the platform, waits until everything is ready and prints the addresses.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  ql up", "  ql up --port 30881"})
final class UpCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway; 30880 unless said otherwise.")
    private @Nullable Integer port;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PlatformState state = surroundings.platform().up(Optional.ofNullable(port));
        PrintStream out = surroundings.terminal().out();
        String base = "http://localhost:" + state.port();
        out.println();
        out.println("The platform is ready.");
        out.println("  API        " + base + "/api/v1");
        out.println("  Models     " + base + "/v1  (OpenAI-compatible)");
        out.println("  Status     " + base + "/api/v1/status");
        out.println("Start a run with 'ql generate', stop everything with 'ql down'.");
        return ExitCode.COMPLETE.code();
    }
}
