package io.quantumlayer.parser.languages;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.reading.SourceLimits;
import io.quantumlayer.parser.syntax.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LanguageController {

    private static final List<String> CAPABILITIES = List.of("syntax", "symbols", "imports", "metrics", "findings");

    private final Findings findings;
    private final SourceLimits limits;

    LanguageController(Findings findings, SourceLimits limits) {
        this.findings = findings;
        this.limits = limits;
    }

    @GetMapping({"/languages", "/api/v1/parser/languages"})
    Matrix languages() {
        return new Matrix(
                Arrays.stream(Language.values())
                        .map(language -> new Capabilities(
                                language.id(),
                                language.aliases(),
                                language.extensions(),
                                CAPABILITIES,
                                findings.rules(language)))
                        .toList(),
                new Limits(
                        limits.file().toBytes(),
                        limits.project().toBytes(),
                        limits.time().toMillis()));
    }

    /** All languages and what holds for each of them. */
    record Matrix(
            @JsonProperty("languages") List<Capabilities> languages,
            @JsonProperty("limits") Limits limits) {}

    /**
     * What can be asked about a language.
     *
     * @param rules ids by category
     */
    record Capabilities(
            @JsonProperty("language") String language,
            @JsonProperty("aliases") List<String> aliases,
            @JsonProperty("extensions") List<String> extensions,
            @JsonProperty("capabilities") List<String> capabilities,
            @JsonProperty("rules") Map<String, List<String>> rules) {}

    /** What a request may be like. */
    record Limits(
            @JsonProperty("file_bytes") long fileBytes,
            @JsonProperty("project_bytes") long projectBytes,
            @JsonProperty("file_time_ms") long fileTimeMs) {}
}
