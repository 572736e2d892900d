package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.local.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** A stage's line of the progress in words. */
final class StageText {

    private StageText() {}

    /** {@code Code generation} for {@code code_generation}. */
    static String title(Stage stage) {
        String key = stage.key();
        String words = key.startsWith("frd_") ? "FRD" + key.substring(3).replace('_', ' ') : key.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** How the stage stands: its state, or that it is tried again, or that the run failed in it. */
    static String state(StageProgress line) {
        if (line.state() == StageState.RUNNING && line.failedAttempts() > 0) {
            return "retry " + line.failedAttempts();
        }
        if (line.state() == StageState.STOPPED && line.problem() != null) {
            return "failed";
        }
        return line.state().name().toLowerCase(Locale.ROOT);
    }

    /** What went wrong, or what the stage found or made; one printable line. */
    static String detail(StageProgress line) {
        String text = line.problem() == null ? line.summary() : line.problem();
        return Text.plain(Objects.requireNonNullElse(text, ""));
    }

    /** How long the stage has taken, up to now where it is not finished. */
    static Duration elapsed(StageProgress line, Instant now) {
        if (line.startedAt() == null) {
            return Duration.ZERO;
        }
        Instant end = line.finishedAt() == null ? now : line.finishedAt();
        return end.isBefore(line.startedAt()) ? Duration.ZERO : Duration.between(line.startedAt(), end);
    }
}
