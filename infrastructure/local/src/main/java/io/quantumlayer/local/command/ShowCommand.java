package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.runs.RunList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "show",
        description = "Shows a run: its stages and, once it is over, what came of it or why it failed.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql show extended-code-gen-3f6c9a52")
final class ShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Id of the run, as 'ql runs' prints it.")
    private String id = "";

    @Option(names = "--json", description = "Prints the platform's answer as one line of JSON.")
    private boolean json;

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Gateway gateway = surroundings.runningGateway()) {
            JsonNode run = gateway.run(id);
            if (json) {
                surroundings.terminal().out().println(Json.MAPPER.writeValueAsString(run));
                return ExitCode.COMPLETE.code();
            }
            RunList list = new RunList(surroundings.terminal());
            list.printOne(run);
            if (Json.text(run, "status").equals("Completed")) {
                list.printResult(gateway.result(id));
            }
            costs(gateway, list);
        }
        return ExitCode.COMPLETE.code();
    }

    /** The run is shown whether the router tells or not: it may ask for a key that is not the gateway's. */
    private void costs(Gateway gateway, RunList list) {
        try {
            list.printCosts(gateway.modelUsage(id));
        } catch (CommandFailedException untold) {
            list.printNoCosts(String.valueOf(untold.getMessage()));
        }
    }
}
