package io.quantumlayer.local.command;

import io.quantumlayer.local.platform.Supervisor;
import io.quantumlayer.servers.LoopbackPort;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "learn", hidden = true, description = "Prepares quick starts; started by the other commands.")
final class LearnCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    LearnCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Supervisor(
                        surroundings.home().create(),
                        surroundings.repository(),
                        LoopbackPort.free(),
                        false,
                        surroundings.terminal().out())
                .learn()
                .code();
    }
}
