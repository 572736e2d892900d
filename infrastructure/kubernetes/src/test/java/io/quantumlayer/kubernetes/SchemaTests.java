package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Every object has the fields of its kind and no others. */
class SchemaTests {

    private static final Map<String, Schema> SCHEMAS = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void everyRenderedObjectHasTheFieldsOfItsKindAndNoOthers(Composition composition) {
        assertThat(composition.objects())
                .isNotEmpty()
                .allSatisfy(object -> assertThat(violations(object)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway.yaml", "workflow-api.yaml"})
    void soHasEveryObjectOfTheFilesThatStandAlone(String file) {
        assertThat(Manifest.in(file))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(violations(object)).isEmpty());
    }

    @Test
    void aMisspeltFieldIsFound() {
        Manifest object = Manifest.parse("""
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata:
                          name: any
                        spec:
                          maxUnavailble: 1
                        """).getFirst();

        assertThat(violations(object)).singleElement().asString().contains("maxUnavailble");
    }

    private static List<String> violations(Manifest object) {
        return schema(object).validate(JsonMapper.shared().valueToTree(object.content())).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static Schema schema(Manifest object) {
        String[] version = object.text("apiVersion").split("/");
        String path = "/schemas/%s/%s_%s.json"
                .formatted(version[0], object.kind().toLowerCase(), version[version.length - 1]);
        return SCHEMAS.computeIfAbsent(path, SchemaTests::read);
    }

    private static Schema read(String path) {
        try (InputStream schema = SchemaTests.class.getResourceAsStream(path)) {
            assertThat(schema).as("schema " + path).isNotNull();
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
