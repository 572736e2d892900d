package io.quantumlayer.local.command;

import io.quantumlayer.local.Authority;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.platform.Memory;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "Says what runs, where it listens and how much memory it takes. Exit code 4 unless all is ready.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql status")
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalPlatform platform = surroundings.platform();
        Terminal terminal = surroundings.terminal();
        Optional<PlatformState> found = platform.state();
        if (found.isEmpty()) {
            terminal.out().println("The platform is not running. Start it with: ql up");
            return ExitCode.PLATFORM.code();
        }
        PlatformState state = found.get();
        terminal.out().println(headline(state, platform.isKept()));
        state.trusted().map(Authority::advice).ifPresent(terminal.out()::println);
        if (state.learning() != null) {
            learning(state.learning()).forEach(terminal.out()::println);
        }
        terminal.out().println();
        terminal.out().println("NAME                 STATE        ADDRESS            PID      MEMORY  RESTARTS");
        long total = Memory.of(state.supervisor());
        for (ProcessState process : state.processes()) {
            long memory = Memory.of(process);
            total += memory;
            terminal.out().println(row(terminal, process, memory));
        }
        terminal.out().printf("Memory of all processes, the supervisor's included: %d MB%n", total >> 20);
        boolean ready = state.isSupervised()
                && state.phase() == Phase.READY
                && state.processes().stream()
                        .allMatch(process -> condition(process).equals("ready"));
        return (ready ? ExitCode.COMPLETE : ExitCode.PLATFORM).code();
    }

    private static String headline(PlatformState state, boolean kept) {
        if (!state.isSupervised()) {
            return "The supervisor was killed, these processes are left. Start again with 'ql up' or end them with 'ql down'.";
        }
        return switch (state.phase()) {
            case STARTING -> "The platform is starting.";
            case READY ->
                "The platform runs on %s%s."
                        .formatted(state.address("localhost"), kept ? "" : " until the runs that use it are over");
            case LEARNING -> "The platform is not running. Start it with: ql up";
            case STOPPING -> "The platform is stopping.";
            case FAILED -> "The platform could not start: " + state.failure();
        };
    }

    private static List<String> learning(PlatformState.Learning learning) {
        List<String> lines = new ArrayList<>();
        if (learning.isUnfinished()) {
            String now = learning.current() == null ? "goes on while nothing runs" : "at " + learning.current();
            lines.add("Preparing quick starts in the background: %d of %d, %s."
                    .formatted(learning.done(), learning.total(), now));
        }
        for (PlatformState.GivenUp program : learning.givenUp()) {
            lines.add("%s goes on starting slower: %s. For another attempt: rm %s"
                    .formatted(program.name(), Text.plain(program.reason()), program.file()));
        }
        return lines;
    }

    private static String row(Terminal terminal, ProcessState process, long memory) {
        String condition = condition(process);
        return "%s %s %s %s %s  %d"
                .formatted(
                        Text.pad(process.name(), 20),
                        terminal.paint(condition.equals("ready") ? Color.GREEN : Color.YELLOW, Text.pad(condition, 12)),
                        Text.pad("127.0.0.1:" + process.port(), 18),
                        Text.pad(
                                Optional.ofNullable(process.process())
                                        .map(identity -> Long.toString(identity.pid()))
                                        .orElse("-"),
                                8),
                        Text.pad((memory >> 20) + " MB", 7),
                        process.restarts());
    }

    private static String condition(ProcessState process) {
        if (!process.isAlive() && process.condition() != Condition.RESTARTING) {
            return "ended";
        }
        return process.condition().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
