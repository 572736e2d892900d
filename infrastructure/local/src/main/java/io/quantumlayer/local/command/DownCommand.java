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
        boolean ran = surroundings.platform().down();
        surroundings.terminal().out().println(ran ? "The platform is stopped." : "The platform was not running.");
        return ExitCode.COMPLETE.code();
    }
}
