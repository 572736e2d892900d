package io.quantumlayer.contracts.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class AnswerSchemasTests {

    /** A small model repeats the last item of an endless list until its answer is cut off, where the grammar lets it. */
    @ParameterizedTest
    @MethodSource("schemas")
    void endsEveryList(Path schema) {
        assertThat(JsonMapper.shared().readTree(schema.toFile()).findParents("type"))
                .filteredOn(type -> "array".equals(type.path("type").asString("")))
                .allSatisfy(list -> assertThat(list.path("maxItems").asInt(0))
                        .as(list.toString())
                        .isPositive());
    }

    static Stream<Path> schemas() throws IOException, URISyntaxException {
        URL schemas = Objects.requireNonNull(AnswerSchemasTests.class.getResource("/schemas"));
        return Files.list(Path.of(schemas.toURI()))
                .filter(file -> file.toString().endsWith(".schema.json"));
    }
}
