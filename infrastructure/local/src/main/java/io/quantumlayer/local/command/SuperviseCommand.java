package io.quantumlayer.local.command;

import io.quantumlayer.local.platform.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "supervise", hidden = true, description = "Runs the platform; started by the other commands.")
final class SuperviseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--tls")
    private boolean tls;

    SuperviseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Supervisor(
                        surroundings.home().create(),
                        surroundings.repository(),
                        port,
                        tls,
                        surroundings.terminal().out())
                .run()
                .code();
    }
}
