package io.quantumlayer.local.platform;

import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.LiveRegion;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Shows how the platform starts, what is done and what is left: one line per step, redrawn on a terminal, written once
 * per change elsewhere, where a line from time to time says that the wait goes on.
 */
final class StartView {

    private static final int BAR = 24;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final List<String> PARTS = Stream.concat(
                    Stream.of(Backing.POSTGRESQL, Backing.TEMPORAL),
                    Arrays.stream(Service.values()).map(Service::key))
            .toList();

    private final Terminal terminal;
    private final InstantSource clock;
    private final LiveRegion region;
    private final Map<String, StartEvent> steps = new LinkedHashMap<>();
    private final Instant begin;
    private Instant spoken;

    StartView(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.region = new LiveRegion(terminal);
        this.begin = clock.instant();
        this.spoken = begin;
    }

    void show(List<StartEvent> events) {
        for (StartEvent event : events) {
            StartEvent before = steps.put(event.step(), event);
            if (!terminal.redraws() && isNews(before, event)) {
                print(line(event) + (isReadyPart(event) ? ", " + done() : ""));
            }
        }
        if (steps.isEmpty()) {
            return;
        }
        if (terminal.redraws()) {
            region.draw(Stream.concat(steps.values().stream().map(this::line), Stream.of(waiting()))
                    .toList());
        } else if (Duration.between(spoken, clock.instant()).compareTo(SILENCE) >= 0) {
            print(waiting());
        }
    }

    private void print(String line) {
        terminal.out().println(line);
        spoken = clock.instant();
    }

    private String waiting() {
        List<String> left = PARTS.stream().filter(part -> !isReady(part)).toList();
        String time = Text.seconds(Duration.between(begin, clock.instant()));
        return left.isEmpty()
                ? "    %s after %s".formatted(done(), time)
                : "    %s after %s, left: %s"
                        .formatted(
                                done(),
                                time,
                                String.join(", ", left.stream().map(this::left).toList()));
    }

    // How far a fetch is stands nowhere else where lines cannot be redrawn.
    private String left(String part) {
        StartEvent step = steps.get(part);
        return step == null || step.unit() == StartEvent.Unit.NONE
                ? part
                : "%s (%s %s)".formatted(part, Text.plain(step.text()), count(step));
    }

    private static String count(StartEvent event) {
        return switch (event.unit()) {
            case NONE -> "";
            case BYTES -> "%d of %d MB".formatted(event.done() >> 20, event.total() >> 20);
            case SERVICES -> "%d of %d".formatted(event.done(), event.total());
        };
    }

    private String done() {
        return "%d of %d ready".formatted(PARTS.stream().filter(this::isReady).count(), PARTS.size());
    }

    private boolean isReady(String part) {
        return Optional.ofNullable(steps.get(part))
                .filter(step -> step.state() == StartEvent.State.READY)
                .isPresent();
    }

    private boolean isReadyPart(StartEvent event) {
        return PARTS.contains(event.step()) && isReady(event.step());
    }

    // A pipe gets no progress bar, only its beginning and its end.
    private static boolean isNews(StartEvent before, StartEvent event) {
        return before == null
                || before.state() != event.state()
                || !before.text().equals(event.text());
    }

    private String line(StartEvent event) {
        String text = Text.plain(event.text());
        String state =
                event.unit() == StartEvent.Unit.NONE ? text : "%s %s %s".formatted(text, bar(event), count(event));
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
