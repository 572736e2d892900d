package io.quantumlayer.gateway.status;

import io.quantumlayer.gateway.caller.Audiences;
import io.quantumlayer.platform.identity.IdentityIssuer;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatusController {

    /** Whom the services see in these calls. */
    private static final String SUBJECT = "api-gateway";

    private final String version;
    private final StatusProperties properties;
    private final IdentityIssuer tokens;
    private final Audiences audiences;
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final HealthProbe probe;

    StatusController(
            @Value("${quantumlayer.version}") String version,
            StatusProperties properties,
            IdentityIssuer tokens,
            Audiences audiences,
            SslBundles bundles,
            @Value("${spring.http.clients.ssl.bundle:}") String bundle) {
        this.version = version;
        this.properties = properties;
        this.tokens = tokens;
        this.audiences = audiences;
        SslBundle tls = bundle.isEmpty() ? SslBundle.systemDefault() : bundles.getBundle(bundle);
        this.probe = new HealthProbe(tls.createSslContext());
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
        probe.ask(addresses, this::identity)
                .forEach((service, healthy) -> services.put(service, healthy ? "healthy" : "unhealthy"));
        return new PlatformStatus("QuantumLayer", version, services);
    }

    /** The worker serves nobody's calls and knows no key. */
    private Optional<String> identity(String service) {
        return properties.upstreams().containsKey(service)
                ? tokens.issue(SUBJECT, audiences.of(service))
                : Optional.empty();
    }
}
