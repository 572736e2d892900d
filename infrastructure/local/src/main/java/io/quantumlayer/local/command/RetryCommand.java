package io.quantumlayer.local.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = {
            "Lets a run without a result go on from the step that failed, follows it and downloads what it made.",
            "",
            "Everything before that step is taken over: nothing that was paid for is paid again. Without a running platform "
                    + "one is started for this run and stopped after it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ql retry extended-code-gen-3f6c9a52",
            "  ql retry extended-code-gen-3f6c9a52 --output ./second-try",
            "",
            "Exit codes: 0 complete, 2 usage, 3 partial, 4 platform could not start, 5 run failed, 6 canceled."
        })
final class RetryCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Id of the run, as 'ql runs' prints it.")
    private String id = "";

    @Mixin
    private OutputDirectory output = new OutputDirectory();

    @Option(names = "--json", description = "Prints JSON Lines: the events of the run from here on, then its result.")
    private boolean json;

    RetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<Path> target = output.free(surroundings.workingDirectory());
        return new FollowedJob(surroundings, json).call((job, started) -> {
            started.accept(id);
            return job.retry(id, target);
        });
    }
}
