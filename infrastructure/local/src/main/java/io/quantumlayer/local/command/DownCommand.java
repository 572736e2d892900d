package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "down",
        description = "Stops the platform. Runs that are not over go on after the next 'ql up'.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql down")
final class DownCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String done = switch (surroundings.platform().down()) {
            case PLATFORM -> "The platform is stopped.";
            case LEARNING ->
                "The preparation of quick starts has ended; it is made again after a run. The platform itself was not running.";
            case NOTHING -> "The platform was not running.";
        };
        surroundings.terminal().out().println(done);
        return ExitCode.COMPLETE.code();
    }
}
