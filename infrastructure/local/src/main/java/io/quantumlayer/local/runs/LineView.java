package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.journal.StageAttemptFailed;
import io.quantumlayer.contracts.journal.StageEvent;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;

/** One line per event, for pipes and dumb terminals. */
final class LineView implements ProgressView {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private RunProgress shown = RunProgress.pending();
    private String waiting = "";
    private final Set<String> told = new HashSet<>();

    LineView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(JournalEvent event, FollowedRun run) {
        shown = run.progress();
        event.event().ifPresent(what -> {
            if (what instanceof StageEvent ofStage) {
                ofStage.known().ifPresent(stage -> tell(event.at(), shown.line(stage), again(ofStage)));
            }
        });
        if (event.type().startsWith("run.")) {
            print(event.at(), Text.plain(event.type()));
        }
    }

    /** Without a journal the changes of the status take its place. */
    @Override
    public void tick(FollowedRun run) {
        RunProgress before = shown;
        shown = run.progress();
        for (StageProgress line : shown.stages()) {
            StageProgress earlier = before.line(line.stage());
            // Journal and status may tell slightly different times.
            if (line.state() != earlier.state()
                    || line.round() != earlier.round()
                    || line.failedAttempts() != earlier.failedAttempts()) {
                tell(Instant.now(), line, true);
            }
        }
        if (!run.waiting().equals(waiting)) {
            waiting = run.waiting();
            if (!waiting.isEmpty()) {
                print(Instant.now(), Text.plain(waiting));
            }
        }
        terminal.out().flush();
    }

    private static boolean again(StageEvent event) {
        return !(event instanceof StageAttemptFailed failed) || failed.retried() || failed.failure() == null;
    }

    /**
     * A stage of several steps stands where it stood when the next of them begins, and a journal that was out of reach
     * tells again what the status has told, with slightly different times.
     */
    private void tell(Instant at, StageProgress line, boolean again) {
        if (told.add(line(line, again, false))) {
            print(at, line(line, again, true));
        }
    }

    private void print(Instant at, String line) {
        terminal.out()
                .printf(
                        "%s  %s%n",
                        LocalTime.ofInstant(at, ZoneId.systemDefault()).format(TIME), line);
        terminal.out().flush();
    }

    private static String line(StageProgress line, boolean again, boolean timed) {
        String round = line.round() > 0 ? " (repair round %d)".formatted(line.round()) : "";
        String time = line.finishedAt() == null || !timed
                ? ""
                : "  " + Text.seconds(StageText.elapsed(line, line.finishedAt()));
        String detail = StageText.detail(line);
        return "%2d/%d %s %s%s%s%s"
                .formatted(
                        line.number(),
                        Stage.values().length,
                        Text.pad(line.stage().key(), 22),
                        again ? StageText.state(line) : "failed",
                        round,
                        time,
                        detail.isEmpty() ? "" : "  " + detail);
    }
}
