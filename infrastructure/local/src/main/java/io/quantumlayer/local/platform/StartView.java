package io.quantumlayer.local.platform;

import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.LiveRegion;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows how the platform starts: one line per step, redrawn on a terminal, written once per change elsewhere. */
final class StartView {

    private static final int BAR = 24;

    private final Terminal terminal;
    private final LiveRegion region;
    private final Map<String, StartEvent> steps = new LinkedHashMap<>();

    StartView(Terminal terminal) {
        this.terminal = terminal;
        this.region = new LiveRegion(terminal);
    }

    void show(List<StartEvent> events) {
        for (StartEvent event : events) {
            StartEvent before = steps.put(event.step(), event);
            if (!terminal.redraws() && isNews(before, event)) {
                terminal.out().println(line(event));
            }
        }
        if (terminal.redraws() && !steps.isEmpty()) {
            region.draw(steps.values().stream().map(this::line).toList());
        }
    }

    // A pipe gets no progress bar, only its beginning and its end.
    private static boolean isNews(StartEvent before, StartEvent event) {
        return before == null
                || before.state() != event.state()
                || !before.text().equals(event.text());
    }

    private String line(StartEvent event) {
        String text = Text.plain(event.text());
        String state = switch (event.unit()) {
            case NONE -> text;
            case BYTES -> "%s %s %d of %d MB".formatted(text, bar(event), event.done() >> 20, event.total() >> 20);
            case SERVICES -> "%s %s %d of %d".formatted(text, bar(event), event.done(), event.total());
        };
        Color color = switch (event.state()) {
            case WORKING -> Color.FAINT;
            case READY -> Color.GREEN;
            case WARNING -> Color.YELLOW;
            case FAILED -> Color.RED;
        };
        String mark = switch (event.state()) {
            case WORKING -> "..";
            case READY -> "ok";
            case WARNING -> "!!";
            case FAILED -> "xx";
        };
        return "%s  %s %s".formatted(terminal.paint(color, mark), Text.pad(event.step(), 20), state);
    }

    private String bar(StartEvent event) {
        if (!terminal.redraws() || event.total() == 0) {
            return "";
        }
        int filled = (int) (BAR * event.done() / event.total());
        return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }
}
