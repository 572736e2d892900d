package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.runs.RunList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        description = "Lists runs, newest first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  ql runs", "  ql runs --limit 100"})
final class RunsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "At most this many, up to 200; ${DEFAULT-VALUE} unless said otherwise.")
    private int limit;

    RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Gateway gateway = surroundings.runningGateway()) {
            new RunList(surroundings.terminal()).print(gateway.runs(limit));
        }
        return ExitCode.COMPLETE.code();
    }
}
