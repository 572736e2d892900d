package io.quantumlayer.contracts.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An enhanced prompt. The first five members are those of the original engine.
 *
 * @param tokens estimated tokens of both prompts together, four characters each
 * @param improvements details of the steps that changed the prompt
 * @param steps every step, in the order they ran
 * @param questions what a good analyst would ask before starting
 */
public record EnhancedPrompt(
        @JsonProperty("enhanced_prompt") String enhancedPrompt,
        @JsonProperty("system_prompt") String systemPrompt,
        @JsonProperty("tokens") int tokens,
        @JsonProperty("improvements") List<String> improvements,
        @JsonProperty("template_used") String templateUsed,
        @JsonProperty("steps") List<EnhancementStep> steps,
        @JsonProperty("questions") List<String> questions) {}
