package io.quantumlayer.metaprompt.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatusController {

    private static final List<String> FEATURES =
            List.of("prompt_enhancement", "model_rewrite", "template_versions", "template_rendering");

    private final String service;
    private final String version;
    private final RequestFigures figures;

    StatusController(
            @Value("${spring.application.name}") String service,
            @Value("${quantumlayer.version}") String version,
            RequestFigures figures) {
        this.service = service;
        this.version = version;
        this.figures = figures;
    }

    @GetMapping("/api/v1/status")
    @Operation(summary = "Version and features")
    Status status() {
        return new Status(service, version, "operational", FEATURES);
    }

    @GetMapping("/api/v1/metrics")
    @Operation(summary = "Figures of enhancing and rendering since this process started")
    Metrics metrics() {
        return figures.read();
    }

    record Status(
            @JsonProperty("service") String service,
            @JsonProperty("version") String version,
            @JsonProperty("status") String status,
            @JsonProperty("features") List<String> features) {}

    /**
     * Figures of this process.
     *
     * @param successRate share of requests answered with success, from 0 to 1; 1 when there was none
     * @param templatesUsed renderings for each template
     */
    record Metrics(
            @JsonProperty("total_requests") long totalRequests,
            @JsonProperty("avg_latency_ms") double averageLatencyMillis,
            @JsonProperty("success_rate") double successRate,
            @JsonProperty("templates_used") Map<String, Long> templatesUsed) {}
}
