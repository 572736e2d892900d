package io.quantumlayer.worker.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.parser.FileMetrics;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stage 11: where the code is complex or does work in loops that it need not do. */
@Component
final class AnalysePerformance implements StepHandler {

    private static final int MOST_HOT_SPOTS = 10;

    private final CodeAnalysis analysis;

    AnalysePerformance(CodeAnalysis analysis) {
        this.analysis = analysis;
    }

    @Override
    public Step step() {
        return Step.ANALYSE_PERFORMANCE;
    }

    @Override
    public StepResult run(StepWork work) {
        Optional<ProjectReport> report = analysis.of(work.facts().language(), work.files(Step.WRITE_CODE));
        if (report.isEmpty()) {
            String reason = "The code was not analysed: the parser does not know %s."
                    .formatted(work.facts().language());
            return new StepResult(reason, Outcome.notApplicable(reason).withReasons(List.of(reason)));
        }
        List<FileReport> files = report.get().files();
        List<Finding> findings = files.stream()
                .flatMap(file -> file.findings().stream())
                .filter(finding -> finding.category() == Category.PERFORMANCE)
                .toList();
        int score = FindingScore.of(findings);
        Map<String, FileMetrics> metrics = new LinkedHashMap<>();
        files.forEach(file -> metrics.put(file.path(), file.metrics()));
        Report artifact = new Report(score, hotSpots(files), metrics, findings);
        int highest =
                artifact.hotSpots().stream().mapToInt(HotSpot::complexity).max().orElse(0);
        return new StepResult(
                        work.write(artifact),
                        Outcome.completed("Score %d of 100, highest complexity %d".formatted(score, highest)))
                .with("score", score);
    }

    private static List<HotSpot> hotSpots(List<FileReport> files) {
        return files.stream()
                .flatMap(file -> file.symbols().stream()
                        .filter(symbol -> symbol.complexity() > 0)
                        .map(symbol -> new HotSpot(
                                file.path(),
                                symbol.qualifiedName(),
                                symbol.startLine(),
                                symbol.complexity(),
                                symbol.nesting())))
                .sorted(Comparator.comparingInt(HotSpot::complexity)
                        .reversed()
                        .thenComparing(HotSpot::path)
                        .thenComparingInt(HotSpot::line))
                .limit(MOST_HOT_SPOTS)
                .toList();
    }

    /** Artifact of the stage. */
    record Report(
            @JsonProperty("score") int score,
            @JsonProperty("hot_spots") List<HotSpot> hotSpots,
            @JsonProperty("metrics") Map<String, FileMetrics> metrics,
            @JsonProperty("findings") List<Finding> findings) {}

    /** One of the most complex functions. */
    record HotSpot(
            @JsonProperty("path") String path,
            @JsonProperty("symbol") String symbol,
            @JsonProperty("line") int line,
            @JsonProperty("complexity") int complexity,
            @JsonProperty("nesting") int nesting) {}
}
