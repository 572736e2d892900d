package io.quantumlayer.metaprompt.template;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where templates come from.
 *
 * @param locations resource patterns of the template files; of two files with the same name the later location counts
 */
@ConfigurationProperties("meta-prompt-engine.templates")
record TemplateProperties(
        @DefaultValue("classpath*:prompts/*.yaml") List<String> locations) {}
