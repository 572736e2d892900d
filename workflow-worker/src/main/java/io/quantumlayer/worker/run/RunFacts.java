package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.workflow.GenerationRequest;

/** What of the request a step goes by without reading it; the prompt stays in the first step's drop. */
public record RunFacts(
        @JsonProperty("language") String language,
        @JsonProperty("type") String type) {

    public static RunFacts of(GenerationRequest request) {
        return new RunFacts(request.language(), request.type());
    }
}
