package io.quantumlayer.worker.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The part of a step's outcome that its drop carries in the metadata. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredOutcome(
        @JsonProperty("state") StageState state,
        @JsonProperty("summary") String summary,
        @JsonProperty("reasons") @Nullable List<String> reasons,
        @JsonProperty("usage") @Nullable Usage usage,
        @JsonProperty("signature") @Nullable String signature,
        @JsonProperty("repair_tests") boolean repairTests,
        @JsonProperty("verdict") @Nullable Verdict verdict) {

    /** Metadata member that holds it. */
    static final String MEMBER = "outcome";

    static StoredOutcome of(Drop drop, JsonMapper json) {
        Map<String, Object> metadata = drop.metadata();
        if (metadata == null || !metadata.containsKey(MEMBER)) {
            throw new IllegalStateException("the drop " + drop.id() + " has no outcome in its metadata");
        }
        return json.convertValue(metadata.get(MEMBER), StoredOutcome.class);
    }
}
