package io.quantumlayer.platform.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** A JSON Schema (draft 2020-12) that a service brings along. */
public final class JsonSchema {

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * The schema of a file on the class path.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static JsonSchema classpath(String path) {
        try (InputStream stream = new ClassPathResource(path).getInputStream()) {
            return new JsonSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document, each with its place as a JSON Pointer; empty when it keeps the schema. */
    public List<String> violations(JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> {
                    String place = error.getInstanceLocation().toString();
                    return "at " + (place.isEmpty() ? "the top" : place) + ": " + error.getMessage();
                })
                .distinct()
                .toList();
    }

    /** The schema itself. */
    public JsonNode document() {
        return schema.getSchemaNode();
    }
}
