package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.worker.project.Sarif;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stage 10: what the parser's security rules find, as SARIF, with a score. */
@Component
final class ScanSecurity implements StepHandler {

    private final CodeAnalysis analysis;

    ScanSecurity(CodeAnalysis analysis) {
        this.analysis = analysis;
    }

    @Override
    public Step step() {
        return Step.SCAN_SECURITY;
    }

    @Override
    public StepResult run(StepWork work) {
        Optional<ProjectReport> report =
                analysis.of(work.facts().language(), ProjectFiles.of(work, Step.WRITE_CODE, Step.WRITE_TESTS));
        if (report.isEmpty()) {
            String reason = "The code was not scanned: the parser does not know %s."
                    .formatted(work.facts().language());
            return new StepResult(reason, Outcome.notApplicable(reason).withReasons(List.of(reason)));
        }
        List<Finding> findings = report.get().files().stream()
                .flatMap(file -> file.findings().stream())
                .filter(finding -> finding.category() == Category.SECURITY)
                .toList();
        int score = FindingScore.of(findings);
        return new StepResult(
                        work.write(Sarif.of(findings)),
                        Outcome.completed("Score %d of 100, %d findings".formatted(score, findings.size())))
                .with("score", score)
                .with("findings", findings);
    }
}
