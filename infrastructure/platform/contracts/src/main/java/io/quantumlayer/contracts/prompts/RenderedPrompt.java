package io.quantumlayer.contracts.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.llm.ChatMessage;
import java.util.List;

/**
 * A rendered template.
 *
 * @param sha256 digest of the template version that was rendered
 */
public record RenderedPrompt(
        @JsonProperty("name") String name,
        @JsonProperty("version") int version,
        @JsonProperty("sha256") String sha256,
        @JsonProperty("messages") List<ChatMessage> messages) {}
