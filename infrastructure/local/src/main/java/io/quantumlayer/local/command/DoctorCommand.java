package io.quantumlayer.local.command;

import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.doctor.Doctor;
import io.quantumlayer.local.doctor.Finding;
import io.quantumlayer.local.doctor.Finding.Grade;
import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description =
                "Says what this machine has, what it lacks and how to get it. Exit code 0 when a run is possible, else 4.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ql doctor")
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new Doctor(surroundings.home().create(), surroundings.environment()).examine();
        findings.forEach(finding -> print(surroundings.terminal(), finding));
        boolean possible = findings.stream().noneMatch(finding -> finding.grade() == Grade.MISSING);
        surroundings
                .terminal()
                .out()
                .println(
                        possible
                                ? "Runs are possible here."
                                : "Runs are not possible here until what is missing is there.");
        return (possible ? ExitCode.COMPLETE : ExitCode.PLATFORM).code();
    }

    private static void print(Terminal terminal, Finding finding) {
        String mark = switch (finding.grade()) {
            case FOUND -> terminal.paint(Color.GREEN, "ok     ");
            case OPTIONAL -> terminal.paint(Color.YELLOW, "without");
            case MISSING -> terminal.paint(Color.RED, "missing");
        };
        terminal.out().printf("%s  %s %s%n", mark, Text.pad(finding.name(), 18), finding.text());
    }
}
