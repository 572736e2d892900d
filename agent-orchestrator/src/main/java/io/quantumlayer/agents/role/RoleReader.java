package io.quantumlayer.agents.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.model.CallLimits;
import io.quantumlayer.platform.schema.JsonSchema;
import io.quantumlayer.platform.yaml.Yaml;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the file of a role and refuses one that breaks the schema. */
final class RoleReader {

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final JsonSchema schema = JsonSchema.classpath("role.schema.json");

    /**
     * Reads a role.
     *
     * @param file name of the file, whose part before the ending must be the name of the role
     * @throws BrokenRoleException naming the file and each fault with its place
     */
    Role read(String file, String text) {
        JsonNode tree = tree(file, text);
        List<String> faults = schema.violations(tree);
        if (!faults.isEmpty()) {
            throw new BrokenRoleException(file, faults);
        }
        RoleFile role = yaml.treeToValue(tree, RoleFile.class);
        if (!file.equals(role.name() + ".yaml")) {
            throw new BrokenRoleException(file, List.of("at /name: is '" + role.name() + "', unlike the file's name"));
        }
        if (!AnswerSchema.exists(role.schema())) {
            throw new BrokenRoleException(
                    file, List.of("at /schema: there is no schemas/" + role.schema() + ".schema.json"));
        }
        return new Role(
                role.name(), role.description(), role.prompt(), AnswerSchema.load(role.schema()), role.limits());
    }

    private JsonNode tree(String file, String text) {
        try {
            return yaml.readTree(text);
        } catch (JacksonException e) {
            throw new BrokenRoleException(file, List.of(Yaml.fault(e)));
        }
    }

    private record RoleFile(
            @JsonProperty("name") String name,
            @JsonProperty("description") String description,
            @JsonProperty("prompt") String prompt,
            @JsonProperty("schema") String schema,
            @JsonProperty("limits") CallLimits limits) {}
}
