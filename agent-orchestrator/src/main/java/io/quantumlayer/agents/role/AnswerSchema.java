package io.quantumlayer.agents.role;

import io.quantumlayer.platform.schema.JsonSchema;
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
    private final JsonSchema schema;
    private final Map<String, Object> content;

    private AnswerSchema(String name, JsonSchema schema, Map<String, Object> content) {
        this.name = name;
        this.schema = schema;
        this.content = content;
    }

    static boolean exists(String name) {
        return new ClassPathResource(path(name)).exists();
    }

    static AnswerSchema load(String name) {
        JsonSchema schema = JsonSchema.classpath(path(name));
        Map<String, Object> content = new LinkedHashMap<>(
                JsonMapper.shared().convertValue(schema.document(), new TypeReference<Map<String, Object>>() {}));
        // Providers take the schema itself, and some refuse these two keywords around it.
        content.keySet().removeAll(List.of("$schema", "$id"));
        return new AnswerSchema(name, schema, content);
    }

    private static String path(String name) {
        return "schemas/" + name + ".schema.json";
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
        return schema.violations(answer);
    }
}
