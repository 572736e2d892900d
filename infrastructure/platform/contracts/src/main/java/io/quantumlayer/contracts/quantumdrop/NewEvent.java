package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry for a run's journal.
 *
 * @param type dotted name, such as {@code stage.completed}
 * @param key within the workflow; an entry with a key that is there already is not written again
 * @param payload small JSON object; never contents of drops
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewEvent(
        @JsonProperty("type") @NotBlank @Size(max = 100) String type,
        @JsonProperty("key") @Size(max = 255) @Nullable String key,
        @JsonProperty("payload") Map<String, Object> payload) {}
