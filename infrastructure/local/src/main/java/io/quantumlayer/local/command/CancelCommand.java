package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.runs.Gateway;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Asks a run to end; what it has stored stays.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql cancel extended-code-gen-3f6c9a52")
final class CancelCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Id of the run, as 'ql runs' prints it.")
    private String id = "";

    CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Gateway gateway = surroundings.runningGateway()) {
            gateway.cancel(id);
        }
        surroundings.terminal().out().println("The run was asked to end. Whether it has: ql show " + id);
        return ExitCode.COMPLETE.code();
    }
}
