package io.quantumlayer.metaprompt.enhancement;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a model is asked.
 *
 * @param limits YAML list of limits of roles; those of the role {@code enhancer} hold here
 */
@ConfigurationProperties("meta-prompt-engine.enhancement")
record EnhancementProperties(@DefaultValue("") String limits) {}
