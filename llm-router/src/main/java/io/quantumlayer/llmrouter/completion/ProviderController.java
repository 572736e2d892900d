package io.quantumlayer.llmrouter.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says which providers there are; never a key. */
@RestController
class ProviderController {

    private final ProviderCatalogue catalogue;

    ProviderController(ProviderCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Every provider in the order in which they are tried; those that are off come last. */
    record Providers(@JsonProperty("providers") List<ProviderStatus> providers) {}

    @GetMapping({"/api/v1/providers", "/api/v1/llm/providers"})
    Providers all() {
        return new Providers(catalogue.states());
    }

    @GetMapping({
        "/api/v1/providers/{name}",
        "/api/v1/providers/{name}/status",
        "/api/v1/llm/providers/{name}",
        "/api/v1/llm/providers/{name}/status"
    })
    ProviderStatus one(@PathVariable String name) {
        return catalogue.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "No provider has the name '%s'.".formatted(name)));
    }
}
