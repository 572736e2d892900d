package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drop to store. Members that clients of the original store send and that only the store can know ({@code version},
 * {@code created_at}, {@code timestamp}) are read over.
 *
 * @param id chosen by the store when missing
 * @param artifact the text that the stage leaves: Markdown or JSON
 * @param idempotencyKey within the workflow; storing again under the same key returns the drop that is there
 * @param files files that belong to the drop, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties({"version", "created_at", "timestamp"})
public record NewDrop(
        @JsonProperty("id") @Size(max = 255) @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE) @Nullable
        String id,

        @JsonProperty("workflow_id")
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE)
        String workflowId,

        @JsonProperty("request_id")
        @Size(max = 255)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        @Nullable
        String requestId,

        @JsonProperty("stage")
        @NotBlank
        @Size(max = 100)
        @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE)
        String stage,

        @JsonProperty("type") @NotBlank @Size(max = 50) @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE)
        String type,

        @JsonProperty("artifact") @NotNull String artifact,
        @JsonProperty("metadata") @Nullable Map<String, Object> metadata,

        @JsonProperty("run_id")
        @Size(max = 255)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        @Nullable
        String runId,

        @JsonProperty("idempotency_key")
        @Size(max = 255)
        @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE)
        @Nullable
        String idempotencyKey,

        @JsonProperty("files") @Nullable List<DropFile> files) {

    /** Names that stand in paths of URLs. A blank one is for another check, or means that there is none. */
    public static final String NAME = "\\s*|[A-Za-z0-9_][A-Za-z0-9._:@~+-]*";

    /** Says what {@link #NAME} allows. */
    public static final String NAME_MESSAGE =
            "must consist of letters, digits and . _ : @ ~ + - and start with a letter, a digit or _";

    /** Any characters that can be written and read: no control characters, no half of a surrogate pair. */
    public static final String TEXT = "\\P{C}*";

    /** Says what {@link #TEXT} allows. */
    public static final String TEXT_MESSAGE = "must not contain control characters";
}
