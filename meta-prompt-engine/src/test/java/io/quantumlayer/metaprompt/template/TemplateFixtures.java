package io.quantumlayer.metaprompt.template;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** The templates of this service straight from their files, as version 1. */
public final class TemplateFixtures {

    private TemplateFixtures() {}

    public static RenderedPrompt render(String name, Map<String, ?> variables) {
        String text = text(name);
        return new RenderedPrompt(
                name, 1, Sha256.hex(text), new TemplateReader().read(name, text).render(variables));
    }

    static String text(String name) {
        try {
            return new ClassPathResource("prompts/" + name + ".yaml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
