package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.DeclaredTest;
import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.project.Coverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of tests shows, compared with what the test files declare.
 *
 * @param passed whether a test ran, tests something and passed, by its normalised name
 * @param empty tests that test nothing
 * @param reasons why some of what reported, or should have, shows nothing; one sentence each
 */
record TestEvidence(Map<String, Boolean> passed, List<Diagnostic> empty, List<String> reasons) {

    private static final String EMPTY_TEST = "empty-test";
    private static final int MOST = 20;

    static TestEvidence of(CheckResult run, List<DropFile> files, Optional<ProjectReport> parsed) {
        List<FileReport> reports = parsed.map(ProjectReport::files).orElse(List.of());
        List<Finding> findings = reports.stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.rule().equals(EMPTY_TEST))
                .toList();
        Map<String, Boolean> passed = new HashMap<>();
        run.tests().forEach(test -> passed.merge(Coverage.normalised(test.name()), test.passed(), Boolean::logicalAnd));
        reports.forEach(
                report -> emptyNames(report, findings).forEach(name -> passed.put(Coverage.normalised(name), false)));
        List<String> reasons = new ArrayList<>();
        run.tests().stream()
                .filter(test -> !test.passed() && !test.failed())
                .forEach(
                        test -> reasons.add("The test '%s' shows nothing: %s.".formatted(test.name(), test.message())));
        if (run.status() == CheckResult.Status.PASSED) {
            notRun(run, reports).forEach(reasons::add);
            notDeclared(run, files, reports).forEach(reasons::add);
        }
        return new TestEvidence(
                passed,
                findings.stream().map(Checks::error).toList(),
                reasons.stream().distinct().limit(MOST).toList());
    }

    private static Stream<String> emptyNames(FileReport report, List<Finding> findings) {
        return declared(report)
                .filter(test -> findings.stream()
                        .anyMatch(finding -> finding.path().equals(report.path()) && finding.line() == test.line()))
                .map(DeclaredTest::name);
    }

    private static Stream<String> notRun(CheckResult run, List<FileReport> reports) {
        return reports.stream()
                .flatMap(report -> declared(report)
                        .filter(DeclaredTest::certain)
                        .filter(test -> run.tests().stream().noneMatch(outcome -> same(test.name(), outcome.name())))
                        .map(test -> "The test '%s' in %s did not run.".formatted(test.name(), report.path())));
    }

    /** A name that is put together while the tests run is at least written in parts where they are declared. */
    private static Stream<String> notDeclared(CheckResult run, List<DropFile> files, List<FileReport> reports) {
        if (reports.stream().noneMatch(report -> report.tests() != null)) {
            return Stream.empty();
        }
        return run.tests().stream()
                .map(TestOutcome::name)
                .filter(name -> reports.stream()
                        .flatMap(TestEvidence::declared)
                        .noneMatch(test -> test.certain()
                                ? same(test.name(), name)
                                : pattern(test.name())
                                        .matcher(Coverage.plain(name))
                                        .matches()))
                .filter(name -> files.stream().noneMatch(file -> file.content().contains(name)))
                .map("The test '%s' reported, and no test file declares it."::formatted);
    }

    private static Stream<DeclaredTest> declared(FileReport report) {
        return report.tests() == null ? Stream.empty() : report.tests().stream();
    }

    private static boolean same(String declared, String reported) {
        return declared.equals(reported) || Coverage.normalised(declared).equals(Coverage.normalised(reported));
    }

    private static Pattern pattern(String declared) {
        return Pattern.compile(Stream.of(declared.split("\\*", -1))
                .map(Coverage::plain)
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
