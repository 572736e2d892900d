package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the worker tells QuantumDrop about a run; written anew at its start and at its end.
 *
 * @param state Running, Completed, Failed, Canceled, Terminated or TimedOut
 * @param verdict complete, partial or failed; {@code null} until the run has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        @JsonProperty("run_id")
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        String runId,

        @JsonProperty("request_id")
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        String requestId,

        @JsonProperty("name") @Size(max = 255) @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE) @Nullable
        String name,

        @JsonProperty("language")
        @NotBlank
        @Size(max = 100)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        String language,

        @JsonProperty("type") @NotBlank @Size(max = 100) @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        String type,

        @JsonProperty("state")
        @NotBlank
        @Pattern(
                regexp = "\\s*|Running|Completed|Failed|Canceled|Terminated|TimedOut",
                message = "must be Running, Completed, Failed, Canceled, Terminated or TimedOut")
        String state,

        @JsonProperty("verdict")
        @Pattern(regexp = "complete|partial|failed", message = "must be complete, partial or failed")
        @Nullable
        String verdict) {}
