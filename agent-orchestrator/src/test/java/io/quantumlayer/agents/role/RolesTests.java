package io.quantumlayer.agents.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

class RolesTests {

    private static final String DEVELOPER = """
            name: developer
            description: Writes a file.
            prompt: developer
            schema: source_file
            limits:
              max_tokens: 8192
              temperature: 0.1
              timeout: 5m
              concurrency: 8
            """;

    private final RoleReader reader = new RoleReader();

    @Test
    void hasTheRolesOfTheStages() {
        Roles roles =
                new Roles(new RoleProperties("classpath*:roles/*.yaml", ""), new PathMatchingResourcePatternResolver());

        assertThat(roles.names())
                .containsExactly(
                        "analyst",
                        "arbiter",
                        "architect",
                        "developer",
                        "product-owner",
                        "test-planner",
                        "tester",
                        "writer");
        assertThat(roles.find("tester")).hasValueSatisfying(role -> {
            assertThat(role.prompt()).isEqualTo("tester");
            assertThat(role.schema().name()).isEqualTo("test_suite");
        });
    }

    @Test
    void readsARole() {
        Role role = reader.read("developer.yaml", DEVELOPER);

        assertThat(role.name()).isEqualTo("developer");
        assertThat(role.limits().timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(role.limits().maxTokens()).isEqualTo(8192);
    }

    @Test
    void leavesToTheModelWhatAFileDoesNotLimit() {
        Role role = reader.read(
                "developer.yaml", DEVELOPER.replace("  max_tokens: 8192\n", "").replace("  temperature: 0.1\n", ""));

        assertThat(role.limits().maxTokens()).isNull();
        assertThat(role.limits().temperature()).isNull();
    }

    @Test
    void refusesABrokenFileNamingItAndThePlace() {
        assertBroken(DEVELOPER.replace("concurrency: 8", "concurrency: 0"), "developer.yaml", "/limits/concurrency");
        assertBroken(DEVELOPER.replace("timeout: 5m", "timeout: soon"), "/limits/timeout");
        assertBroken(DEVELOPER.replace("prompt: developer\n", ""), "prompt");
        assertBroken(DEVELOPER + "tools: []\n", "tools");
        assertBroken(DEVELOPER + "name: again\n", "line");
        assertBroken(DEVELOPER.replace("source_file", "poem"), "schemas/poem.schema.json");
        assertBroken(DEVELOPER.replace("name: developer", "name: tester"), "/name", "'tester'");
    }

    @Test
    void asksForItsSchemaInTheWireFormat() {
        String format = JsonMapper.shared()
                .writeValueAsString(
                        reader.read("developer.yaml", DEVELOPER).schema().responseFormat());

        assertThat(format)
                // Always in the same order: a call that is repeated after a crash is known by its bytes.
                .startsWith("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"source_file\",\"schema\":{")
                .contains("\"properties\":{")
                .doesNotContain("$id", "$schema");
    }

    private void assertBroken(String yaml, String... parts) {
        assertThatExceptionOfType(BrokenRoleException.class)
                .isThrownBy(() -> reader.read("developer.yaml", yaml))
                .satisfies(broken -> assertThat(broken.getMessage()).contains(parts));
    }
}
