package io.quantumlayer.worker.project;

import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.parser.Finding.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
public final class Sarif {

    private Sarif() {}

    /** The log of one run, for writing as JSON. */
    public static Map<String, Object> of(List<Finding> findings) {
        List<Map<String, Object>> rules = findings.stream()
                .map(Finding::rule)
                .distinct()
                .sorted()
                .map(rule -> Map.<String, Object>of("id", rule))
                .toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "quantumlayer-parser");
        driver.put("rules", rules);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("results", findings.stream().map(Sarif::result).toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> result(Finding finding) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", Math.max(1, finding.line()));
        region.put("startColumn", Math.max(1, finding.column()));
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", finding.path()));
        place.put("region", region);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule());
        result.put("level", level(finding.severity()));
        result.put("message", Map.of("text", finding.message()));
        result.put("locations", List.of(Map.of("physicalLocation", place)));
        if (finding.cwe() != null) {
            result.put("taxa", List.of(Map.of("id", finding.cwe(), "toolComponent", Map.of("name", "CWE"))));
        }
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }
}
