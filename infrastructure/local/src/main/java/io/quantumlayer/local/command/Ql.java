package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Version;
import io.quantumlayer.local.terminal.Text;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code ql}. */
@Command(
        name = "ql",
        header = "Turns a prompt into a project that was built and tested, on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Ql.BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ql generate \"Create a Python function that checks whether an IBAN is valid\" --language python",
            "  ql up",
            "  ql generate --help",
            "",
            "Exit codes: 0 complete, 2 usage, 3 partial, 4 platform could not start, 5 run failed, 6 canceled.",
            "Data lives in ~/.quantumlayer, or where QL_HOME says."
        })
public final class Ql {

    private Ql() {}

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        CommandLine commands = new CommandLine(new Ql());
        for (Object command : List.of(
                new GenerateCommand(surroundings),
                new UpCommand(surroundings),
                new DownCommand(surroundings),
                new StatusCommand(surroundings),
                new LogsCommand(surroundings),
                new DoctorCommand(surroundings),
                new RecipesCommand(surroundings),
                new RunsCommand(surroundings),
                new ShowCommand(surroundings),
                new DownloadCommand(surroundings),
                new CancelCommand(surroundings),
                new RetryCommand(surroundings),
                new SuperviseCommand(surroundings),
                new LearnCommand(surroundings))) {
            commands.addSubcommand(command);
        }
        commands.setOut(writer(surroundings.terminal().out()));
        commands.setErr(writer(surroundings.err()));
        commands.setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpAutoWidth(true);
        return commands.execute(arguments);
    }

    private static PrintWriter writer(PrintStream out) {
        return new PrintWriter(new OutputStreamWriter(out, out.charset()), true);
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof CommandFailedException known) {
            // It may quote what a service or a model wrote.
            ("ql: " + known.getMessage()).lines().map(Text::line).forEach(command.getErr()::println);
            return known.exitCode().code();
        }
        command.getErr().println("ql: this should not happen, and is worth a bug report:");
        failure.printStackTrace(command.getErr());
        return ExitCode.PLATFORM.code();
    }

    static final class BuildVersion implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"ql " + Version.current()};
        }
    }
}
