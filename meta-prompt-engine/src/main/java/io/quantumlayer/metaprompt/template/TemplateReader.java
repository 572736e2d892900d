package io.quantumlayer.metaprompt.template;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the YAML text of a template and refuses what could not be rendered later. */
@Component
final class TemplateReader {

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final Schema schema;

    TemplateReader() {
        try (InputStream stream = new ClassPathResource("prompt-template.schema.json").getInputStream()) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a template.
     *
     * @param origin file that the text comes from, for messages
     * @throws BrokenTemplateException naming the origin and each fault with its place
     */
    PromptTemplate read(String origin, String text) {
        JsonNode tree = tree(origin, text);
        List<String> faults = schema.validate(tree).stream()
                .map(error -> "at " + place(error.getInstanceLocation().toString()) + ": " + error.getMessage())
                .toList();
        refuse(origin, faults);
        TemplateDefinition definition = yaml.treeToValue(tree, TemplateDefinition.class);
        List<CompiledMessage> messages = compile(origin, definition);
        refuse(origin, contradictions(definition, messages));
        return new PromptTemplate(definition, messages, json);
    }

    private JsonNode tree(String origin, String text) {
        try {
            return yaml.readTree(text);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new BrokenTemplateException(origin, List.of(place + e.getOriginalMessage()));
        }
    }

    private static List<CompiledMessage> compile(String origin, TemplateDefinition definition) {
        List<CompiledMessage> compiled = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < definition.messages().size(); i++) {
            try {
                compiled.add(CompiledMessage.of(definition.messages().get(i)));
            } catch (MustacheException e) {
                faults.add("at /messages/" + i + "/template: " + e.getMessage());
            }
        }
        refuse(origin, faults);
        return List.copyOf(compiled);
    }

    private static List<String> contradictions(TemplateDefinition definition, List<CompiledMessage> messages) {
        List<String> faults = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            for (String name : messages.get(i).variables()) {
                used.add(name);
                if (!definition.variables().containsKey(name)) {
                    faults.add("at /messages/" + i + "/template: the variable '" + name + "' is not declared");
                }
            }
        }
        definition.variables().forEach((name, variable) -> {
            String place = "at /variables/" + name + ": ";
            if (!used.contains(name)) {
                faults.add(place + "no message uses it");
            }
            Object value = variable.defaultValue();
            if (value != null && variable.required()) {
                faults.add(place + "a required variable has no default");
            }
            if (value != null && !variable.type().accepts(value)) {
                faults.add(place + "the default is not " + variable.type().description());
            }
        });
        return faults;
    }

    private static String place(String location) {
        return location.isEmpty() ? "the top" : location;
    }

    private static void refuse(String origin, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new BrokenTemplateException(origin, faults);
        }
    }
}
