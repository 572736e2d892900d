package io.quantumlayer.metaprompt.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TemplatePropertiesTests {

    @Test
    void findsTheTemplatesOfTheServiceByDefault() {
        assertThat(bind(Map.of()).locations()).containsExactly("classpath*:prompts/*.yaml");
    }

    @Test
    void takesSeveralLocations() {
        assertThat(bind(Map.of(
                                "meta-prompt-engine.templates.locations",
                                "classpath*:prompts/*.yaml,file:/prompts/*.yaml"))
                        .locations())
                .containsExactly("classpath*:prompts/*.yaml", "file:/prompts/*.yaml");
    }

    private static TemplateProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("meta-prompt-engine.templates", TemplateProperties.class);
    }
}
