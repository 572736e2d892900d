package io.quantumlayer.workflowapi.start;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Digest of what a request asks for, whatever the order of its members and of its requirements. */
@Component
class RequestDigest {

    private final JsonMapper json;

    RequestDigest(JsonMapper json) {
        this.json = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    String of(GenerationRequest request) {
        return Sha256.hex(json.writeValueAsString(request));
    }
}
