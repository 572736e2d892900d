package io.quantumlayer.metaprompt.template;

import io.quantumlayer.contracts.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Publishes the template files before the service takes requests; a broken file stops the start. */
@Component
final class TemplateFiles implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateFiles.class);

    private final TemplateProperties properties;
    private final ResourcePatternResolver resources;
    private final TemplateReader reader;
    private final TemplateStore store;

    TemplateFiles(
            TemplateProperties properties,
            ResourcePatternResolver resources,
            TemplateReader reader,
            TemplateStore store) {
        this.properties = properties;
        this.resources = resources;
        this.reader = reader;
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<String, String> texts = new TreeMap<>();
        for (Resource file : files()) {
            String name = Objects.requireNonNull(file.getFilename()).replaceFirst("\\.ya?ml$", "");
            String text = text(file);
            PromptTemplate template = reader.read(origin(file), text);
            if (!template.definition().name().equals(name)) {
                throw new BrokenTemplateException(
                        origin(file),
                        List.of("at /name: is '" + template.definition().name() + "' but the file is named '" + name
                                + "'"));
            }
            texts.put(name, text);
        }
        texts.forEach((name, text) -> {
            int version = store.publish(name, Sha256.hex(text), text);
            LOG.info("Template {} is at version {}", name, version);
        });
    }

    private List<Resource> files() {
        List<Resource> files = new ArrayList<>();
        try {
            for (String location : properties.locations()) {
                Arrays.stream(resources.getResources(location))
                        .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                        .forEach(files::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Template locations cannot be read: " + properties.locations(), e);
        }
        return files;
    }

    private static String origin(Resource file) {
        return "prompts/" + file.getFilename() + " (" + file.getDescription() + ")";
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Template file cannot be read: " + origin(file), e);
        }
    }
}
