package io.quantumlayer.worker.check.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of {@code go test -json}, see {@code go doc test2json}: a package's own result stands after its tests. */
public final class GoJsonReport implements TestReport.Reader {

    private static final Set<String> ENDS = Set.of("pass", "fail", "skip");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public TestReport read(String report) {
        Map<String, TestOutcome> tests = new LinkedHashMap<>();
        Map<String, StringBuilder> said = new LinkedHashMap<>();
        Map<String, Set<String>> running = new TreeMap<>();
        Map<String, Boolean> ended = new TreeMap<>();
        boolean late = false;
        for (JsonNode event : events(report)) {
            String origin = event.path("Package").asString("");
            String test = event.path("Test").asString("");
            String action = event.path("Action").asString("");
            if (origin.isEmpty()) {
                continue;
            }
            if (test.isEmpty()) {
                ended.merge(origin, ENDS.contains(action), Boolean::logicalOr);
                continue;
            }
            late |= ended.getOrDefault(origin, false);
            ended.putIfAbsent(origin, false);
            String key = origin + " " + test;
            switch (action) {
                case "run" ->
                    running.computeIfAbsent(origin, name -> new TreeSet<>()).add(test);
                case "output" ->
                    said.computeIfAbsent(key, name -> new StringBuilder())
                            .append(event.path("Output").asString(""));
                // What has failed stays so, whatever is printed later.
                case "pass" -> tests.putIfAbsent(key, TestOutcome.passed(test));
                case "fail" -> tests.put(key, TestOutcome.failed(test, message(said.get(key))));
                case "skip" -> tests.putIfAbsent(key, TestOutcome.noEvidence(test, "skipped"));
                default -> {}
            }
            if (ENDS.contains(action)) {
                running.computeIfAbsent(origin, name -> new TreeSet<>()).remove(test);
            }
        }
        // A subtest's name has a slash; its parent stands for it.
        List<TestOutcome> outcomes = tests.values().stream()
                .filter(outcome -> !outcome.name().contains("/"))
                .toList();
        return TestReport.of(outcomes, incomplete(outcomes, running, ended, late));
    }

    private static @Nullable String incomplete(
            List<TestOutcome> outcomes, Map<String, Set<String>> running, Map<String, Boolean> ended, boolean late) {
        List<String> unfinished = running.values().stream()
                .flatMap(Set::stream)
                .filter(test -> !test.contains("/"))
                .toList();
        if (!unfinished.isEmpty() || late) {
            return TestReport.endedEarly(outcomes.size(), Integer.toString(outcomes.size() + unfinished.size()));
        }
        return ended.isEmpty() || ended.containsValue(false) ? TestReport.endedEarly(outcomes.size(), null) : null;
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
    public static String plain(String report) {
        StringBuilder plain = new StringBuilder();
        for (String line : report.lines().toList()) {
            JsonNode event = event(line);
            if (event == null) {
                plain.append(line).append('\n');
            } else {
                plain.append(event.path("Output").asString(""));
            }
        }
        return plain.toString();
    }

    private static List<JsonNode> events(String report) {
        List<JsonNode> events = new ArrayList<>();
        report.lines().forEach(line -> {
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
