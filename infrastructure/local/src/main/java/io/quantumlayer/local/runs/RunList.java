package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Runs as {@code ql runs} and {@code ql show} print them. */
public final class RunList {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Terminal terminal;

    public RunList(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One line per run, newest first. */
    public void print(JsonNode page) {
        int width = terminal.width();
        terminal.out().println("STARTED              STATUS      VERDICT   RUN");
        for (JsonNode run : page.path("workflows")) {
            String line = "%s  %s %s %s  %s"
                    .formatted(
                            time(run, "start_time"),
                            Text.pad(Json.text(run, "status"), 11),
                            Text.pad(Json.text(run, "verdict"), 9),
                            Json.text(run, "workflow_id"),
                            Text.plain(Json.text(run, "title")));
            terminal.out().println(Text.cut(line.stripTrailing(), width));
            new StatusAnswer(run).failure().ifPresent(failure -> why(failure, width));
        }
        if (!Json.text(page, "next_cursor").isEmpty()) {
            terminal.out().println("There are more: ql runs --limit 100");
        }
    }

    /** A run with its stages. */
    public void printOne(JsonNode run) {
        terminal.out().printf("Run %s is %s.%n", Json.text(run, "workflow_id"), Json.text(run, "status"));
        terminal.out().println("Started " + time(run, "start_time"));
        if (!Json.text(run, "close_time").isEmpty()) {
            terminal.out().println("Closed  " + time(run, "close_time"));
        }
        FollowedRun followed = new FollowedRun(null);
        followed.update(run);
        int width = terminal.width();
        TableView.rows(terminal, followed.progress(), Instant.now())
                .forEach(row -> terminal.out().println(Text.cut(row.stripTrailing(), width)));
        if (!followed.waiting().isEmpty()) {
            terminal.out().println(Text.plain(followed.waiting()));
        }
        followed.failure().ifPresent(failure -> {
            terminal.out().println();
            Ending.lines(Json.text(run, "status"), Optional.of(failure)).forEach(terminal.out()::println);
            terminal.out().println(Ending.usage(followed.usage()));
            terminal.out().println(Ending.retry(Json.text(run, "workflow_id")));
        });
    }

    /** What the model calls of a run cost, step by step; nothing where the router knows of none. */
    public void printCosts(JsonNode usage) {
        JsonNode steps = usage.path("steps");
        if (steps.isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println("MODEL CALLS OF                  CALLS   TOKENS IN  TOKENS OUT         USD");
        steps.forEach(step -> cost(Text.plain(Json.text(step, "step")), step));
        cost("all", usage);
    }

    private void cost(String name, JsonNode sums) {
        long unpriced = sums.path("unpriced_calls").asLong(0);
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-30s %6d %,11d %,11d %11.4f%s%n",
                        Text.cut(name, 30),
                        sums.path("calls").asLong(0),
                        sums.path("prompt_tokens").asLong(0),
                        sums.path("completion_tokens").asLong(0),
                        sums.path("cost_usd").asDouble(0),
                        unpriced == 0 ? "" : " (%d unpriced)".formatted(unpriced));
    }

    /** That the costs are not to be had, and why. */
    public void printNoCosts(String reason) {
        terminal.out().println();
        terminal.out().println("What its model calls cost by step is not told: " + Text.plain(reason));
    }

    private void why(RunFailure failure, int width) {
        String indent = " ".repeat(21);
        terminal.out().println(Text.cut(indent + Ending.line(failure), width));
        if (failure.remedy() != null) {
            terminal.out().println(Text.cut(indent + "What to do: " + Text.plain(failure.remedy()), width));
        }
    }

    /** Verdict and all that belongs to it, of a completed run. */
    public void printResult(JsonNode result) {
        new Summary(terminal).print(result, result.path("project"), "");
    }

    private static String time(JsonNode run, String member) {
        String text = Json.text(run, member);
        Instant instant = JournalEvent.instant(text, Instant.EPOCH);
        return instant.equals(Instant.EPOCH)
                ? Text.pad(text, 19)
                : LocalDateTime.ofInstant(instant, ZoneId.systemDefault()).format(TIME);
    }
}
