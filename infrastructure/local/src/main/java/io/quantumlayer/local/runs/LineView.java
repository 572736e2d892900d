package io.quantumlayer.local.runs;

import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** One line per event, for pipes and dumb terminals. */
final class LineView implements ProgressView {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private List<StageLine> shown = new RunProgress().stages();

    LineView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(JournalEvent event, RunProgress progress) {
        shown = progress.stages();
        String stage = event.payload().path("stage").asString("");
        progress.stage(stage)
                .filter(_ -> event.isOfStage())
                .ifPresentOrElse(line -> print(event, line), () -> printOther(event));
    }

    /** Without a journal the changes of the status take its place. */
    @Override
    public void tick(RunProgress progress) {
        List<StageLine> before = shown;
        shown = progress.stages();
        for (StageLine line : shown) {
            StageLine earlier = before.get(line.number() - 1);
            // Journal and status may tell slightly different times.
            if (!line.state().equals(earlier.state()) || line.round() != earlier.round()) {
                terminal.out().printf("%s  %s%n", LocalTime.now().format(TIME), line(line));
            }
        }
        terminal.out().flush();
    }

    private void print(JournalEvent event, StageLine line) {
        terminal.out().printf("%s  %s%n", time(event), line(line));
        terminal.out().flush();
    }

    private void printOther(JournalEvent event) {
        if (event.type().startsWith("run.")) {
            terminal.out().printf("%s  %s%n", time(event), Text.plain(event.type()));
            terminal.out().flush();
        }
    }

    private static String line(StageLine line) {
        String round = line.round() > 0 ? " (repair round %d)".formatted(line.round()) : "";
        String time = line.finishedAt() == null ? "" : "  " + Text.seconds(line.elapsed(line.finishedAt()));
        String summary = line.summary().isEmpty() ? "" : "  " + Text.plain(line.summary());
        return "%2d/12 %s %s%s%s%s"
                .formatted(line.number(), Text.pad(line.key(), 22), line.state(), round, time, summary);
    }

    private static String time(JournalEvent event) {
        return LocalTime.ofInstant(event.at(), ZoneId.systemDefault()).format(TIME);
    }
}
