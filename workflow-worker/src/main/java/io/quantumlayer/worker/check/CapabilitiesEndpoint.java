package io.quantumlayer.worker.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxUnavailableException;
import io.quantumlayer.worker.sandbox.Sandboxes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** What this worker can check: {@code GET /actuator/capabilities} on the management port. */
@Component
@Endpoint(id = "capabilities")
class CapabilitiesEndpoint {

    private final Sandboxes sandboxes;
    private final ProjectChecks checks;
    private final LanguageProfiles languages;

    CapabilitiesEndpoint(Sandboxes sandboxes, ProjectChecks checks, LanguageProfiles languages) {
        this.sandboxes = sandboxes;
        this.checks = checks;
        this.languages = languages;
    }

    /** Waits for the self-tests of the start, and asks each toolchain for its version once. */
    @ReadOperation
    Capabilities capabilities() {
        Map<String, String> problems = new LinkedHashMap<>(sandboxes.problems());
        Map<String, String> toolchains = new TreeMap<>();
        String sandbox = sandboxes.available().map(Sandbox::name).orElse(null);
        try {
            for (String language : languages.names()) {
                languages
                        .find(language)
                        .flatMap(checks::toolchain)
                        .ifPresent(version -> toolchains.put(language, version));
            }
        } catch (SandboxUnavailableException e) {
            problems.put(String.valueOf(sandbox), String.valueOf(e.getMessage()));
        }
        return new Capabilities(sandbox, problems, toolchains);
    }

    /**
     * What can be checked.
     *
     * @param sandbox back end in use, or {@code null} when nothing is run
     * @param problems why the back ends that were tried before it are not used, or why it cannot be used now
     * @param toolchains version by language; a language that is missing has none
     */
    record Capabilities(
            @JsonProperty("sandbox") @Nullable String sandbox,
            @JsonProperty("problems") Map<String, String> problems,
            @JsonProperty("toolchains") Map<String, String> toolchains) {}
}
