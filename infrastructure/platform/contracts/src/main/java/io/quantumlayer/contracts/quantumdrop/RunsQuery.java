package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Asks for the records of several runs at once.
 *
 * @param workflowIds of the runs, at most {@link #MOST}
 */
public record RunsQuery(
        @JsonProperty("workflow_ids") @NotNull @Size(max = RunsQuery.MOST)
        List<@NotBlank @Size(max = 255) @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE) String>
                workflowIds) {

    /** Most runs that one question may name. */
    public static final int MOST = 500;
}
