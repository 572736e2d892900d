package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.Finding;
import java.util.List;

/** 100 less 25 for each finding of high severity, 10 for medium, 3 for low; never below 0. */
final class FindingScore {

    private FindingScore() {}

    static int of(List<Finding> findings) {
        int lost = findings.stream()
                .mapToInt(finding -> switch (finding.severity()) {
                    case HIGH -> 25;
                    case MEDIUM -> 10;
                    case LOW -> 3;
                })
                .sum();
        return Math.max(0, 100 - lost);
    }
}
