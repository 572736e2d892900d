package io.quantumlayer.agents.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quantumlayer.platform.model.CallLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the file of a role and refuses one that breaks the schema. */
final class RoleReader {

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Schema schema;

    RoleReader() {
        try (InputStream stream = new ClassPathResource("role.schema.json").getInputStream()) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a role.
     *
     * @param file name of the file, whose part before the ending must be the name of the role
     * @throws BrokenRoleException naming the file and each fault with its place
     */
    Role read(String file, String text) {
        JsonNode tree = tree(file, text);
        List<String> faults = schema.validate(tree).stream()
                .map(error -> "at " + error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
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
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new BrokenRoleException(file, List.of(place + e.getOriginalMessage()));
        }
    }

    private record RoleFile(
            @JsonProperty("name") String name,
            @JsonProperty("description") String description,
            @JsonProperty("prompt") String prompt,
            @JsonProperty("schema") String schema,
            @JsonProperty("limits") CallLimits limits) {}
}
