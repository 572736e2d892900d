package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Color;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.local.terminal.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a completed run has made, for people: the verdict first, then what it rests on, then what is left to do. */
final class Summary {

    private final Terminal terminal;
    private final PrintStream out;

    Summary(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    /**
     * Prints the summary.
     *
     * @param result answer of the platform
     * @param manifest the project's own, an empty object when it has none
     * @param directory where the project lies; empty when it was not downloaded
     */
    void print(JsonNode result, JsonNode manifest, String directory) {
        String verdict = Json.text(result, "verdict");
        out.println();
        out.println("Verdict: " + terminal.paint(color(verdict), verdict.isEmpty() ? "unknown" : Text.plain(verdict)));
        texts("", result.path("reasons").valueStream().toList());
        if (!directory.isEmpty()) {
            out.println("Project: " + directory);
        }
        for (JsonNode entry : manifest.path("entry_points")) {
            String signature = Json.text(entry, "signature");
            out.printf(
                    "         %s: %s%n",
                    Text.plain(Json.text(entry, "file")),
                    Text.plain(signature.isEmpty() ? Json.text(entry, "symbol") : signature));
        }
        check("Build:  ", manifest.path("build"), Json.text(manifest.path("commands"), "build"));
        check("Tests:  ", manifest.path("tests"), Json.text(manifest.path("commands"), "test"));
        usage(result.path("metrics"));
        uncovered(manifest.path("uncovered"), result.path("reasons"));
        texts("Assumed:", either(manifest, result, "assumptions").valueStream().toList());
        texts(
                "Questions to answer, for a better result:",
                unnamed(either(manifest, result, "questions"), result.path("reasons")));
        again(manifest, directory);
    }

    private void usage(JsonNode metrics) {
        if (metrics.has("llmCalls")) {
            out.println(Ending.usage(used(metrics)));
        }
    }

    /** What a result says that the model calls used. */
    static Usage used(JsonNode metrics) {
        int unpriced = metrics.path("unpricedCalls").asInt(0);
        return new Usage(
                metrics.path("llmCalls").asInt(0),
                metrics.path("promptTokens").asLong(0),
                metrics.path("completionTokens").asLong(0),
                metrics.path("cost").asDouble(0),
                unpriced == 0 ? null : unpriced);
    }

    private void check(String label, JsonNode check, String command) {
        String status = Json.text(check, "status");
        if (status.isEmpty()) {
            return;
        }
        int total = check.path("total").asInt(0);
        String count = total > 0 ? ", %d of %d".formatted(check.path("passed").asInt(0), total) : "";
        String toolchain = Json.text(check, "toolchain");
        String with = toolchain.isEmpty() ? "" : " with " + Text.plain(toolchain);
        String reason = Json.text(check, "reason");
        out.printf(
                "%s %s%s%s%s%s%n",
                label,
                terminal.paint(color(status), status.replace('_', ' ')),
                count,
                with,
                reason.isEmpty() ? "" : ": " + Text.plain(reason),
                command.isEmpty() ? "" : "  (" + Text.plain(command) + ")");
    }

    // The reasons of the verdict name most of them already.
    private void uncovered(JsonNode clauses, JsonNode reasons) {
        List<JsonNode> unnamed = clauses.valueStream()
                .filter(clause -> reasons.valueStream()
                        .noneMatch(reason -> reason.asString("").contains(Json.text(clause, "clause"))))
                .toList();
        if (unnamed.isEmpty()) {
            return;
        }
        out.println("Not covered:");
        for (JsonNode clause : unnamed) {
            out.printf(
                    "  - %s: %s%n", Text.plain(Json.text(clause, "clause")), Text.plain(Json.text(clause, "reason")));
        }
    }

    private static List<JsonNode> unnamed(JsonNode questions, JsonNode reasons) {
        return questions
                .valueStream()
                .filter(question -> reasons.valueStream()
                        .noneMatch(reason -> reason.asString("").contains(question.asString(""))))
                .toList();
    }

    private void texts(String label, List<JsonNode> texts) {
        if (texts.isEmpty()) {
            return;
        }
        if (!label.isEmpty()) {
            out.println(label);
        }
        texts.forEach(text -> out.println("  - " + Text.plain(text.asString(""))));
    }

    private void again(JsonNode manifest, String directory) {
        JsonNode commands = manifest.path("commands");
        List<String> known = List.of(Json.text(commands, "build"), Json.text(commands, "test")).stream()
                .filter(command -> !command.isEmpty())
                .map(Text::plain)
                .toList();
        if (directory.isEmpty() || known.isEmpty()) {
            return;
        }
        out.println("Again:");
        out.println("  cd " + quoted(directory));
        known.forEach(command -> out.println("  " + command));
    }

    private static String quoted(String directory) {
        return directory.matches("[A-Za-z0-9./_-]+") ? directory : "'" + directory.replace("'", "'\\''") + "'";
    }

    private static JsonNode either(JsonNode first, JsonNode second, String member) {
        return first.path(member).isEmpty() ? second.path(member) : first.path(member);
    }

    private static Color color(String status) {
        return switch (status) {
            case "complete", "passed" -> Color.GREEN;
            case "partial", "not_run" -> Color.YELLOW;
            default -> Color.RED;
        };
    }

    /** The directory as one would type it. */
    static String display(Path directory, Path workingDirectory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return absolute.startsWith(workingDirectory)
                ? "./" + workingDirectory.relativize(absolute)
                : absolute.toString();
    }
}
