package io.quantumlayer.local.command;

import io.quantumlayer.local.Authority;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.platform.PlatformState;
import java.io.PrintStream;
import java.net.URI;
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
        footer = {"  ql up", "  ql up --port 30881", "  ql up --tls"})
final class UpCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway; 30880 unless said otherwise.")
    private @Nullable Integer port;

    @Option(
            names = "--tls",
            description =
                    "The gateway speaks TLS, with a certificate for localhost that is made once and renewed by itself.")
    private boolean tls;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PlatformState state = surroundings.platform().up(Optional.ofNullable(port), tls);
        PrintStream out = surroundings.terminal().out();
        URI base = state.address("localhost");
        out.println();
        out.println("The platform is ready.");
        out.println("  API        " + base + "/api/v1");
        out.println("  Models     " + base + "/v1  (OpenAI and Anthropic APIs)");
        out.println("  Status     " + base + "/api/v1/status");
        state.trusted().map(Authority::advice).ifPresent(out::println);
        out.println("Start a run with 'ql generate', stop everything with 'ql down'.");
        return ExitCode.COMPLETE.code();
    }
}
