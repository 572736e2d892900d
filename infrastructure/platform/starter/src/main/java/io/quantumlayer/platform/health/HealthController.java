package io.quantumlayer.platform.health;

import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two endpoints of the original platform, with its JSON. */
@RestController
final class HealthController {

    private final String service;
    private final String version;
    private final ApplicationAvailability availability;
    private final List<ReadinessCheck> checks;

    HealthController(
            String service, String version, ApplicationAvailability availability, List<ReadinessCheck> checks) {
        this.service = service;
        this.version = version;
        this.availability = availability;
        this.checks = checks;
    }

    @GetMapping("/health")
    @Operation(summary = "Says that the process answers")
    Map<String, String> health() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("status", "healthy");
        body.put("service", service);
        body.put("version", version);
        return body;
    }

    @GetMapping("/ready")
    @Operation(summary = "Says whether the service can answer now")
    ResponseEntity<Map<String, String>> ready() {
        if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
            return notReady("the service is starting or stopping");
        }
        String problems = checks.stream()
                .map(check -> check.problem().orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? ResponseEntity.ok(Map.of("status", "ready")) : notReady(problems);
    }

    private static ResponseEntity<Map<String, String>> notReady(String error) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("status", "not ready");
        body.put("error", error);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(body);
    }
}
