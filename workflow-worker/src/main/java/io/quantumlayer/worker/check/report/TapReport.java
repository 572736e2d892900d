package io.quantumlayer.worker.check.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Test Anything Protocol, versions 12 to 14, as <a href="https://testanything.org/tap-version-14-specification.html">
 * testanything.org</a> has it. Several programs may report one after the other, each with a plan of its own.
 */
final class TapReport implements TestReport.Reader {

    private static final Pattern POINT = Pattern.compile(
            "^(?<indent> *)(?<not>not )?ok(?: \\d+)?(?: -)? (?<name>.*?)(?<directive> # (?i:SKIP|TODO|time=).*)?$");
    private static final Pattern PLAN = Pattern.compile("^1\\.\\.(?<count>\\d+)(?: #.*)?$");
    private static final Pattern VERSION = Pattern.compile("^TAP version \\d+$");
    private static final Pattern BAIL_OUT = Pattern.compile("^ *Bail out!.*$");

    /** Node names a file by its path in the sandbox, as if the file were a test. */
    private static final String FILE = "/project/";

    @Override
    public TestReport read(String report) {
        List<TestOutcome> tests = new ArrayList<>();
        String incomplete = null;
        for (List<String> program : programs(report)) {
            tests.addAll(tests(program));
            if (incomplete == null) {
                incomplete = incomplete(program);
            }
        }
        return TestReport.of(tests, incomplete);
    }

    /** The lines of each program; a header is written before the program begins, so that none can be missed. */
    private static List<List<String>> programs(String report) {
        List<List<String>> programs = new ArrayList<>();
        List<String> program = new ArrayList<>();
        boolean begun = false;
        for (String line : report.lines().toList()) {
            if (VERSION.matcher(line).matches()) {
                if (begun) {
                    programs.add(program);
                }
                begun = true;
                program = new ArrayList<>();
            } else {
                program.add(line);
            }
        }
        programs.add(program);
        return programs;
    }

    /** As many results of the outermost level as the plan announces, and none after a plan that ends the report. */
    private static @Nullable String incomplete(List<String> program) {
        int points = 0;
        int pointsBeforePlan = 0;
        int announced = -1;
        boolean twice = false;
        for (String line : program) {
            Matcher point = POINT.matcher(line);
            Matcher plan = PLAN.matcher(line);
            if (BAIL_OUT.matcher(line).matches()) {
                return "the run of the tests ended before its end: " + line.strip();
            }
            if (plan.matches()) {
                twice |= announced >= 0;
                announced = TestReport.announced(plan.group("count"));
                pointsBeforePlan = points;
            } else if (point.matches() && point.group("indent").isEmpty()) {
                points++;
            }
        }
        if (announced < 0) {
            return TestReport.endedEarly(points, null);
        }
        boolean around = pointsBeforePlan > 0 && pointsBeforePlan < points;
        return twice || around || points != announced
                ? TestReport.endedEarly(points, Integer.toString(announced))
                : null;
    }

    /**
     * A line that closes a nested block counts too unless it names a suite, which is no test. Node reports a file without
     * any test as if the file were one.
     */
    private static List<TestOutcome> tests(List<String> lines) {
        List<TestOutcome> tests = new ArrayList<>();
        int deepest = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher point = POINT.matcher(lines.get(i));
            if (!point.matches()) {
                continue;
            }
            int indent = point.group("indent").length();
            boolean closesBlock = indent < deepest;
            deepest = indent;
            boolean passed = point.group("not") == null;
            String name = point.group("name").strip();
            boolean file = passed && name.startsWith(FILE);
            if (!file && !(closesBlock && isSuite(lines, i))) {
                tests.add(outcome(name, passed, point.group("directive"), lines, i));
            }
        }
        return tests;
    }

    private static TestOutcome outcome(
            String name, boolean passed, @Nullable String directive, List<String> lines, int at) {
        if (directive != null && !directive.contains("time=")) {
            return TestOutcome.noEvidence(
                    name, directive.replaceFirst("^ # ", "").strip());
        }
        return passed ? TestOutcome.passed(name) : TestOutcome.failed(name, reason(lines, at));
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
            if (POINT.matcher(lines.get(i)).matches()) {
                return null;
            }
        }
        return null;
    }
}
