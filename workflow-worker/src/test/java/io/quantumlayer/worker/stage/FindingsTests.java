package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.Finding.Severity;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.ProjectRequest;
import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.contracts.parser.Symbol;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.platform.problem.UpstreamException;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.Answered;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the parser's findings: the security scan, and the analysis of performance. */
class FindingsTests {

    private final List<ProjectRequest> asked = new ArrayList<>();
    private final FakeRun run = new FakeRun("python", new DropFile("adding.py", "the code"))
            .withTests(Map.of(), new DropFile("tests/test_adding.py", "a test"));

    @Test
    void securityFindingsAreScoredAndWrittenAsSarif() {
        StepResult result = scan(
                finding(Category.SECURITY, Severity.HIGH),
                finding(Category.SECURITY, Severity.MEDIUM),
                finding(Category.SECURITY, Severity.LOW),
                finding(Category.PERFORMANCE, Severity.HIGH));

        assertThat(result.outcome().summary()).isEqualTo("Score 62 of 100, 3 findings");
        assertThat(FakeRun.JSON.readTree(result.artifact()).at("/runs/0/results"))
                .extracting(found -> found.path("level").asString())
                .containsExactly("error", "warning", "note");
    }

    @Test
    void scoreNeverFallsBelowZero() {
        assertThat(scan(IntStream.range(0, 9)
                                .mapToObj(i -> finding(Category.SECURITY, Severity.HIGH))
                                .toArray(Finding[]::new))
                        .metadata())
                .containsEntry("score", 0);
    }

    @Test
    void testsAreScannedLikeTheCode() {
        scan();

        assertThat(asked.getFirst().files())
                .extracting(SourceText::path)
                .containsExactly("adding.py", "tests/test_adding.py");
    }

    @Test
    void codeInALanguageThatTheParserDoesNotKnowIsNotScannedAndSaysSo() {
        StepResult result = new ScanSecurity(unknown()).run(run.at(Step.SCAN_SECURITY));

        assertThat(result.outcome().state()).isEqualTo(StageState.NOT_APPLICABLE);
        assertThat(result.outcome().reasons())
                .containsExactly("The code was not scanned: the parser does not know python.");
    }

    @Test
    void parserThatDoesNotAnswerIsNoCleanScan() {
        CodeAnalysis down = new CodeAnalysis(request -> {
            throw Answered.nothing("parser");
        });

        assertThatExceptionOfType(UpstreamException.class)
                .isThrownBy(() -> new ScanSecurity(down).run(run.at(Step.SCAN_SECURITY)));
    }

    @Test
    void mostComplexFunctionsComeFirst() {
        StepResult result = analyse(
                List.of(symbol("simple", 1), symbol("knotted", 12), symbol("a constant", 0)),
                finding(Category.PERFORMANCE, Severity.LOW));

        AnalysePerformance.Report report = FakeRun.JSON.readValue(result.artifact(), AnalysePerformance.Report.class);
        assertThat(report.hotSpots())
                .extracting(AnalysePerformance.HotSpot::symbol)
                .containsExactly("knotted", "simple");
        assertThat(report.score()).isEqualTo(97);
        assertThat(result.outcome().summary()).isEqualTo("Score 97 of 100, highest complexity 12");
    }

    @Test
    void analysisKeepsToItsOwnFindings() {
        StepResult result = analyse(List.of(), finding(Category.SECURITY, Severity.HIGH));

        assertThat(result.outcome().summary()).isEqualTo("Score 100 of 100, highest complexity 0");
    }

    @Test
    void codeInALanguageThatTheParserDoesNotKnowIsNotAnalysedAndSaysSo() {
        StepResult result = new AnalysePerformance(unknown()).run(run.at(Step.ANALYSE_PERFORMANCE));

        assertThat(result.outcome().state()).isEqualTo(StageState.NOT_APPLICABLE);
        assertThat(result.outcome().reasons())
                .containsExactly("The code was not analysed: the parser does not know python.");
    }

    private StepResult scan(Finding... findings) {
        return new ScanSecurity(finding(List.of(), findings)).run(run.at(Step.SCAN_SECURITY));
    }

    private StepResult analyse(List<Symbol> symbols, Finding... findings) {
        return new AnalysePerformance(finding(symbols, findings)).run(run.at(Step.ANALYSE_PERFORMANCE));
    }

    private CodeAnalysis finding(List<Symbol> symbols, Finding... findings) {
        return new CodeAnalysis(request -> {
            asked.add(request);
            return new ProjectReport(
                    "python",
                    List.of(new FileReport(
                            "adding.py", List.of(), symbols, List.of(), null, List.of(findings), List.of())));
        });
    }

    private static CodeAnalysis unknown() {
        return new CodeAnalysis(request -> {
            throw Answered.with("parser", 422, "The language is not known.", null, Map.of());
        });
    }

    private static Finding finding(Category category, Severity severity) {
        return new Finding("adding.py", category, "a-rule", severity, "Something", 1, 1, "CWE-1", null);
    }

    private static Symbol symbol(String name, int complexity) {
        return new Symbol("function", name, name, name + "()", "public", null, 1, 2, complexity, 0, 0);
    }
}
