package io.quantumlayer.worker.sandbox;

import io.quantumlayer.worker.language.TestReportFormat;
import io.quantumlayer.worker.sandbox.CheckResult.TestOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the test reports of the supported runners. */
final class TestReports {

    /** {@code test_name (module.Class.test_name) ... ok}; what a test prints may stand between the dots and the word. */
    private static final Pattern UNITTEST = Pattern.compile("^(?<name>test\\w*) \\((?<where>[\\w.]+)\\)");

    private static final Pattern UNITTEST_END = Pattern.compile(
            "(?:^|\\.\\.\\. ?.*)(?<word>ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$");

    private static final Pattern TAP = Pattern.compile(
            "^(?<indent> *)(?<not>not )?ok \\d+(?: -)? (?<name>.*?)(?<directive> # (?:SKIP|TODO|time=).*)?$");

    private static final JsonMapper JSON = JsonMapper.shared();

    private TestReports() {}

    static List<TestOutcome> read(TestReportFormat format, String output) {
        return switch (format) {
            case UNITTEST -> unittest(output);
            case TAP -> tap(output);
            case GO_JSON -> goJson(output);
        };
    }

    private static List<TestOutcome> unittest(String output) {
        List<TestOutcome> outcomes = new ArrayList<>();
        String open = null;
        for (String line : output.lines().toList()) {
            Matcher start = UNITTEST.matcher(line);
            if (start.find()) {
                open = start.group("name");
            }
            Matcher end = UNITTEST_END.matcher(line);
            if (open != null && end.find()) {
                String word = end.group("word");
                if (!word.startsWith("skipped")) {
                    boolean passed = word.equals("ok") || word.equals("expected failure");
                    outcomes.add(new TestOutcome(open, passed, passed ? null : failure(output, open)));
                }
                open = null;
            }
        }
        return outcomes;
    }

    /** The last line of the section {@code FAIL: test_name (…)} at the end of the report. */
    private static @Nullable String failure(String output, String name) {
        Matcher section = Pattern.compile(
                        "^(?:FAIL|ERROR): " + Pattern.quote(name) + " .*?\n-+\n(?<text>.*?)(?:\n\n|\\z)",
                        Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(output);
        if (!section.find()) {
            return null;
        }
        List<String> lines =
                section.group("text").lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? null : lines.getLast().strip();
    }

    /**
     * A line that closes a nested block counts too unless it names a suite, which is no test. Node reports a file without
     * any test as if the file were one.
     */
    private static List<TestOutcome> tap(String output) {
        List<TestOutcome> outcomes = new ArrayList<>();
        List<String> lines = output.lines().toList();
        int deepest = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = TAP.matcher(lines.get(i));
            if (!matcher.matches()) {
                continue;
            }
            int indent = matcher.group("indent").length();
            boolean closesBlock = indent < deepest;
            deepest = indent;
            String directive = matcher.group("directive");
            boolean skipped = directive != null && (directive.contains("SKIP") || directive.contains("TODO"));
            boolean passed = matcher.group("not") == null;
            boolean file = passed && matcher.group("name").startsWith(Confinement.PROJECT + "/");
            if (!skipped && !file && !(closesBlock && isSuite(lines, i))) {
                outcomes.add(new TestOutcome(matcher.group("name").strip(), passed, passed ? null : reason(lines, i)));
            }
        }
        return outcomes;
    }

    private static boolean isSuite(List<String> lines, int at) {
        return lines.subList(at + 1, Math.min(at + 5, lines.size())).stream()
                .map(String::strip)
                .takeWhile(line -> !line.equals("..."))
                .anyMatch(line -> line.equals("type: 'suite'"));
    }

    private static @Nullable String reason(List<String> lines, int at) {
        for (int i = at + 1; i < Math.min(at + 12, lines.size()); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("# ")) {
                return line.substring(2);
            }
            if (line.startsWith("error: ")) {
                String text = line.substring("error: ".length());
                return text.startsWith("|") && i + 1 < lines.size()
                        ? lines.get(i + 1).strip()
                        : text;
            }
            if (TAP.matcher(lines.get(i)).matches()) {
                return null;
            }
        }
        return null;
    }

    private static List<TestOutcome> goJson(String output) {
        Map<String, TestOutcome> outcomes = new LinkedHashMap<>();
        Map<String, StringBuilder> said = new LinkedHashMap<>();
        for (JsonNode event : events(output)) {
            String test = event.path("Test").asString("");
            String action = event.path("Action").asString("");
            if (test.isEmpty()) {
                continue;
            }
            switch (action) {
                case "output" ->
                    said.computeIfAbsent(test, name -> new StringBuilder())
                            .append(event.path("Output").asString(""));
                case "pass" -> outcomes.put(test, new TestOutcome(test, true, null));
                case "fail" -> outcomes.put(test, new TestOutcome(test, false, message(said.get(test))));
                default -> {}
            }
        }
        // A subtest's name has a slash; its parent stands for it.
        return outcomes.values().stream()
                .filter(outcome -> !outcome.name().contains("/"))
                .toList();
    }

    private static @Nullable String message(@Nullable StringBuilder said) {
        return said == null
                ? null
                : said.toString()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("===") && !line.startsWith("---") && !line.isEmpty())
                        .findFirst()
                        .orElse(null);
    }

    /** What {@code go test} would have printed without {@code -json}. */
    static String plainGoOutput(String output) {
        StringBuilder plain = new StringBuilder();
        for (String line : output.lines().toList()) {
            JsonNode event = event(line);
            if (event == null) {
                plain.append(line).append('\n');
            } else {
                plain.append(event.path("Output").asString(""));
            }
        }
        return plain.toString();
    }

    private static List<JsonNode> events(String output) {
        List<JsonNode> events = new ArrayList<>();
        output.lines().forEach(line -> {
            JsonNode event = event(line);
            if (event != null) {
                events.add(event);
            }
        });
        return events;
    }

    private static @Nullable JsonNode event(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        try {
            return JSON.readTree(line);
        } catch (JacksonException notAnEvent) {
            // Compilers write plain text between the events, and that may start with a brace.
            return null;
        }
    }
}
