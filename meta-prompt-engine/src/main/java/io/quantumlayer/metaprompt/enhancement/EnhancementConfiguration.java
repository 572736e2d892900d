package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.metaprompt.template.Templates;
import io.quantumlayer.platform.model.LimitOverrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.service.registry.ImportHttpServices;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the rules of the enhancement; a broken file stops the start. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "llm-router", types = RouterClient.class)
class EnhancementConfiguration {

    @Bean
    Enhancer enhancer(RouterClient router, Templates templates, EnhancementProperties properties) {
        return new Enhancer(
                read("ambiguities", new TypeReference<>() {}),
                read("quality", new TypeReference<>() {}),
                router,
                (template, variables) -> templates.render(template, null, variables),
                new LimitOverrides(properties.limits()));
    }

    static <T> T read(String name, TypeReference<T> type) {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream stream = new ClassPathResource("enhancement/" + name + ".yaml").getInputStream()) {
            return yaml.readValue(stream, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
