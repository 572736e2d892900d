package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.local.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** How a run ended, in words: why it has no result, and what it used. */
final class Ending {

    private Ending() {}

    /** Where it failed, why, and what to do: one line each. */
    static List<String> lines(String status, Optional<RunFailure> failure) {
        List<String> lines = new ArrayList<>();
        lines.add("The run is %s%s."
                .formatted(Text.plain(status), failure.map(Ending::place).orElse("")));
        failure.ifPresent(told -> {
            lines.add("  " + Text.plain(told.message()));
            if (told.remedy() != null) {
                lines.add("  What to do: " + Text.plain(told.remedy()));
            }
        });
        return lines;
    }

    /** Where it failed and why, on one line. */
    static String line(RunFailure failure) {
        String stage = stage(failure);
        return (stage.isEmpty() ? "" : stage + ": ") + Text.plain(failure.message());
    }

    private static String place(RunFailure failure) {
        String stage = stage(failure);
        StringJoiner who = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (failure.role() != null) {
            who.add("role " + Text.plain(failure.role()));
        }
        if (failure.model() != null) {
            who.add("model " + Text.plain(failure.model()));
        }
        return (stage.isEmpty() ? "" : ", in " + stage) + who;
    }

    private static String stage(RunFailure failure) {
        String key = failure.stage();
        if (key == null) {
            return "";
        }
        return Stage.find(key)
                .map(stage -> "stage %d, %s".formatted(stage.number(), StageText.title(stage)))
                .orElseGet(() -> "stage " + Text.plain(key));
    }

    /** How to go on with it. */
    static String retry(String id) {
        return "Go on from there, with everything before it taken over: ql retry " + id;
    }

    /** What the model calls of the run used, and what it cost as far as the prices are known. */
    static String usage(Usage usage) {
        int unpriced = usage.unpricedCalls() == null ? 0 : usage.unpricedCalls();
        String cost = unpriced > 0 && unpriced >= usage.calls()
                ? "unpriced: no price of its model is known"
                : String.format(Locale.ROOT, "%.4f USD", usage.costUsd())
                        + (unpriced > 0
                                ? ", without %d calls of models whose price is not known".formatted(unpriced)
                                : "");
        return String.format(
                Locale.ROOT,
                "Usage:   %d calls, %,d tokens in, %,d tokens out, %s",
                usage.calls(),
                usage.promptTokens(),
                usage.completionTokens(),
                cost);
    }
}
