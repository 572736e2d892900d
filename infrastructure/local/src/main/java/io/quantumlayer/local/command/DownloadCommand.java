package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.runs.Delivery;
import io.quantumlayer.local.runs.Gateway;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = "Downloads the project of a run into a new directory.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ql download extended-code-gen-3f6c9a52",
            "  ql download extended-code-gen-3f6c9a52 --output ./second-try"
        })
final class DownloadCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Id of the run, as 'ql runs' prints it.")
    private String id = "";

    @Mixin
    private OutputDirectory output = new OutputDirectory();

    DownloadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<Path> target = output.free(surroundings.workingDirectory());
        try (Gateway gateway = surroundings.runningGateway()) {
            Delivery.Delivered delivered =
                    new Delivery(gateway, surroundings.home(), surroundings.workingDirectory()).deliver(id, target);
            surroundings.terminal().out().println("The project is in " + delivered.directory());
        }
        return ExitCode.COMPLETE.code();
    }
}
