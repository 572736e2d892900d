package io.quantumlayer.metaprompt.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a template says.
 *
 * @param type always {@code chat}
 * @param messages in the order in which the model gets them
 * @param config suggested settings of the model call
 */
record TemplateDefinition(
        @JsonProperty("name") String name,
        @JsonProperty("description") String description,
        @JsonProperty("type") String type,
        @JsonProperty("variables") Map<String, Variable> variables,
        @JsonProperty("messages") List<Message> messages,
        @JsonProperty("config") Map<String, Object> config) {

    TemplateDefinition {
        config = config == null ? Map.of() : config;
    }

    /** A message of the chat, in Mustache. */
    record Message(
            @JsonProperty("role") String role,
            @JsonProperty("template") String template) {}

    /**
     * A variable of the messages.
     *
     * @param defaultValue value where the caller gives none; a variable that is not required and has none is empty
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Variable(
            @JsonProperty("type") VariableType type,
            @JsonProperty("required") boolean required,
            @JsonProperty("default") @Nullable Object defaultValue,
            @JsonProperty("description") String description) {}
}
