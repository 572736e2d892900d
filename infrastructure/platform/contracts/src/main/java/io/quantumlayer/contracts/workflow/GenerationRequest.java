package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.RunBudget;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Input of the workflow: a request that has passed validation, with every default filled in.
 *
 * @param requestId the caller's {@code id}, or a generated one
 * @param model model that the roles ask, or {@code null} for the orchestrator's default
 * @param budget most that the run may use, or {@code null} for no limit
 * @param repairs most repair rounds of the run
 * @param owner subject of the caller's identity, or {@code null} at an open edge
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationRequest(
        @JsonProperty("request_id") String requestId,
        @JsonProperty("prompt") String prompt,
        @JsonProperty("language") String language,
        @JsonProperty("type") String type,
        @JsonProperty("framework") @Nullable String framework,
        @JsonProperty("generate_tests") boolean generateTests,
        @JsonProperty("generate_docs") boolean generateDocs,
        @JsonProperty("requirements") Map<String, Object> requirements,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("budget") @Nullable RunBudget budget,
        @JsonProperty("repairs") int repairs,
        @JsonProperty("owner") @Nullable String owner) {}
