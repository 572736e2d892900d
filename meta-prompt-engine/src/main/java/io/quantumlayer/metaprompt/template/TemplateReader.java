package io.quantumlayer.metaprompt.template;

import com.samskivert.mustache.MustacheException;
import io.quantumlayer.platform.schema.JsonSchema;
import io.quantumlayer.platform.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final JsonSchema schema = JsonSchema.classpath("prompt-template.schema.json");

    /**
     * Reads a template.
     *
     * @param origin file that the text comes from, for messages
     * @throws BrokenTemplateException naming the origin and each fault with its place
     */
    PromptTemplate read(String origin, String text) {
        JsonNode tree = tree(origin, text);
        refuse(origin, schema.violations(tree));
        TemplateDefinition definition = yaml.treeToValue(tree, TemplateDefinition.class);
        List<CompiledMessage> messages = compile(origin, definition);
        refuse(origin, contradictions(definition, messages));
        return new PromptTemplate(definition, messages, json);
    }

    private JsonNode tree(String origin, String text) {
        try {
            return yaml.readTree(text);
        } catch (JacksonException e) {
            throw new BrokenTemplateException(origin, List.of(Yaml.fault(e)));
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

    private static void refuse(String origin, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new BrokenTemplateException(origin, faults);
        }
    }
}
