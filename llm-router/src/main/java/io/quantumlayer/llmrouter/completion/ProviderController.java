package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.key.AdminAccess;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.ProviderStatus;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says which providers there are, never a key; where keys are on, to who has one, and to the administrator. */
@RestController
class ProviderController {

    private final ProviderCatalogue catalogue;
    private final ModelCalls calls;
    private final AdminAccess access;

    ProviderController(ProviderCatalogue catalogue, ModelCalls calls, AdminAccess access) {
        this.catalogue = catalogue;
        this.calls = calls;
        this.access = access;
    }

    /** Every provider in the order in which they are tried; those that are off come last. */
    record Providers(@JsonProperty("providers") List<ProviderStatus> providers) {}

    @GetMapping({"/api/v1/providers", "/api/v1/llm/providers"})
    Providers all(ServerHttpRequest request) {
        return new Providers(states(request));
    }

    @GetMapping({
        "/api/v1/providers/{name}",
        "/api/v1/providers/{name}/status",
        "/api/v1/llm/providers/{name}",
        "/api/v1/llm/providers/{name}/status"
    })
    ProviderStatus one(@PathVariable String name, ServerHttpRequest request) {
        return states(request).stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "No provider has the name '%s'.".formatted(name)));
    }

    private List<ProviderStatus> states(ServerHttpRequest request) {
        if (!access.allows(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))) {
            try {
                calls.permitted(Credentials.of(request));
            } catch (ModelErrorException refused) {
                throw ChatRequests.problem(refused);
            }
        }
        return catalogue.states();
    }
}
