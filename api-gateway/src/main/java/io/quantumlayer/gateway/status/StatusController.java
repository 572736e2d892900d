package io.quantumlayer.gateway.status;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatusController {

    private final String version;
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final HealthProbe probe = new HealthProbe();

    StatusController(@Value("${quantumlayer.version}") String version, StatusProperties properties) {
        this.version = version;
        properties.upstreams().forEach((service, url) -> addresses.put(service, url.resolve("/health")));
        URI worker = properties.status().workerUrl();
        if (worker != null && !worker.toString().isEmpty()) {
            addresses.put("workflow-worker", worker.resolve("/actuator/health/readiness"));
        }
    }

    @GetMapping("/api/v1/status")
    @Operation(summary = "Asks every service whether it answers")
    PlatformStatus status() {
        Map<String, String> services = new LinkedHashMap<>();
        probe.ask(addresses).forEach((service, healthy) -> services.put(service, healthy ? "healthy" : "unhealthy"));
        return new PlatformStatus("QuantumLayer", version, services);
    }
}
