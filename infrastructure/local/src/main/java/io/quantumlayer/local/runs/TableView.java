package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.LiveRegion;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The twelve stages as one table that is drawn again in place. */
final class TableView implements ProgressView {

    private final Terminal terminal;
    private final LiveRegion region;

    TableView(Terminal terminal) {
        this.terminal = terminal;
        this.region = new LiveRegion(terminal);
    }

    @Override
    public void event(JournalEvent event, FollowedRun run) {
        tick(run);
    }

    @Override
    public void tick(FollowedRun run) {
        List<String> rows = new ArrayList<>(rows(terminal, run.progress(), Instant.now()));
        if (!run.waiting().isEmpty()) {
            rows.add(terminal.paint(Color.YELLOW, Text.plain(run.waiting())));
        }
        region.draw(rows);
    }

    static List<String> rows(Terminal terminal, RunProgress progress, Instant now) {
        List<String> rows = new ArrayList<>();
        for (StageProgress line : progress.stages()) {
            String state = StageText.state(line);
            rows.add("%2d  %s  %s  %s  %s"
                    .formatted(
                            line.number(),
                            Text.pad(StageText.title(line.stage()), 22),
                            terminal.paint(color(state), Text.pad(label(line, state), 14)),
                            Text.pad(line.startedAt() == null ? "" : Text.seconds(StageText.elapsed(line, now)), 11),
                            StageText.detail(line)));
        }
        return rows;
    }

    private static String label(StageProgress line, String state) {
        return switch (state) {
            case "completed" -> "done";
            case "not_applicable" -> "not needed";
            case "running" -> line.round() > 0 ? "repair " + line.round() : state;
            default -> state;
        };
    }

    private static Color color(String state) {
        return switch (state) {
            case "completed" -> Color.GREEN;
            case "failed" -> Color.RED;
            case "running" -> Color.CYAN;
            default -> state.startsWith("retry") ? Color.YELLOW : Color.FAINT;
        };
    }
}
