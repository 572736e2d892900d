package io.quantumlayer.agents.role;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schema of a role's answer, from {@code schemas/<name>.schema.json} on the class path. */
public final class AnswerSchema {

    private final String name;
    private final Schema schema;
    private final Map<String, Object> content;

    private AnswerSchema(String name, Schema schema, Map<String, Object> content) {
        this.name = name;
        this.schema = schema;
        this.content = content;
    }

    static boolean exists(String name) {
        return resource(name).exists();
    }

    static AnswerSchema load(String name) {
        try (InputStream stream = resource(name).getInputStream()) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
            Map<String, Object> content = new LinkedHashMap<>(JsonMapper.shared()
                    .convertValue(schema.getSchemaNode(), new TypeReference<Map<String, Object>>() {}));
            // Providers take the schema itself, and some refuse these two keywords around it.
            content.keySet().removeAll(List.of("$schema", "$id"));
            return new AnswerSchema(name, schema, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassPathResource resource(String name) {
        return new ClassPathResource("schemas/" + name + ".schema.json");
    }

    public String name() {
        return name;
    }

    /** The schema as the {@code response_format} of a chat completion request, its members in the same order always. */
    public Map<String, Object> responseFormat() {
        // Map.of has another order in every process, and the router knows a call by its bytes.
        Map<String, Object> schemaOfName = new LinkedHashMap<>();
        schemaOfName.put("name", name);
        schemaOfName.put("schema", content);
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("type", "json_schema");
        format.put("json_schema", schemaOfName);
        return format;
    }

    /** What is wrong with an answer, each with its place as a JSON Pointer; empty when it keeps the schema. */
    public List<String> violations(JsonNode answer) {
        return schema.validate(answer).stream()
                .map(error -> {
                    String place = error.getInstanceLocation().toString();
                    return "at " + (place.isEmpty() ? "the top" : place) + ": " + error.getMessage();
                })
                .distinct()
                .toList();
    }
}
