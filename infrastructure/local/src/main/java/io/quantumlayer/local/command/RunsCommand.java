package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.runs.RunList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "runs",
        description = "Lists runs, newest first; of those that failed also why.",
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

    @Option(names = "--json", description = "Prints JSON Lines: one run each, as the platform has it.")
    private boolean json;

    RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Gateway gateway = surroundings.runningGateway()) {
            JsonNode page = gateway.runs(limit);
            if (json) {
                page.path("workflows")
                        .forEach(run -> surroundings.terminal().out().println(Json.MAPPER.writeValueAsString(run)));
            } else {
                new RunList(surroundings.terminal()).print(page);
            }
        }
        return ExitCode.COMPLETE.code();
    }
}
