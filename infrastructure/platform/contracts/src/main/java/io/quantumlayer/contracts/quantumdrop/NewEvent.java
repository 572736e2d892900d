package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry for a run's journal.
 *
 * @param type dotted name, such as {@code stage.completed}
 * @param key within the workflow; an entry with a key that is there already is not written again
 * @param payload small JSON object, never contents of drops; {@code null} means an empty one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewEvent(
        @JsonProperty("type")
        @NotBlank
        @Size(max = 100)
        @Pattern(
                regexp = "\\s*|[a-z0-9_]+(\\.[a-z0-9_]+)*",
                message = "must be lower-case words joined by dots, such as stage.completed")
        String type,

        @JsonProperty("key") @Size(max = 255) @Pattern(regexp = NewDrop.TEXT, message = NewDrop.TEXT_MESSAGE) @Nullable
        String key,

        @JsonProperty("payload") @Nullable Map<String, Object> payload) {}
