package io.quantumlayer.local.runs;

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
    public void event(JournalEvent event, RunProgress progress) {
        tick(progress);
    }

    @Override
    public void tick(RunProgress progress) {
        region.draw(rows(terminal, progress.stages(), Instant.now()));
    }

    static List<String> rows(Terminal terminal, List<StageLine> stages, Instant now) {
        List<String> rows = new ArrayList<>();
        for (StageLine stage : stages) {
            rows.add("%2d  %s  %s  %s  %s"
                    .formatted(
                            stage.number(),
                            Text.pad(stage.title(), 22),
                            terminal.paint(color(stage.state()), Text.pad(label(stage), 14)),
                            Text.pad(stage.startedAt() == null ? "" : Text.seconds(stage.elapsed(now)), 11),
                            Text.plain(stage.summary())));
        }
        return rows;
    }

    private static String label(StageLine stage) {
        String state = switch (stage.state()) {
            case "completed" -> "done";
            case "not_applicable" -> "not needed";
            default -> stage.state();
        };
        return stage.round() > 0 && stage.state().equals("running") ? "repair " + stage.round() : state;
    }

    private static Color color(String state) {
        return switch (state) {
            case "completed" -> Color.GREEN;
            case "failed" -> Color.RED;
            case "running" -> Color.CYAN;
            default -> Color.FAINT;
        };
    }
}
