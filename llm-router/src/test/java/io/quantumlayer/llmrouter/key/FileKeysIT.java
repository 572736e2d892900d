package io.quantumlayer.llmrouter.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Keys of a file alone: nothing of a database starts. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class FileKeysIT {

    @TempDir
    private static Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Authoriser authoriser;

    @DynamicPropertySource
    static void file(DynamicPropertyRegistry registry) throws IOException {
        Path file = directory.resolve("keys.yaml");
        Files.writeString(
                file,
                "keys:\n  - {id: ci, sha256: %s, owner: build}\n"
                        .formatted(Digest.of("ql-ci").hex()));
        Path token = Files.writeString(directory.resolve("token"), "an-admin-token\n");
        registry.add("quantumlayer.router.keys.file", file::toString);
        registry.add("quantumlayer.router.keys.admin-token-file", token::toString);
    }

    @Test
    void runsWithoutADatabase() throws Exception {
        assertThat(context.getBeansOfType(RouterDatabase.class)).isEmpty();
        assertThat(context.getBeansOfType(javax.sql.DataSource.class)).isEmpty();
        Admission.Granted granted = (Admission.Granted) authoriser.admit("ql-ci", Keys.call(1, 1, 0));
        granted.settle(Keys.used(5, 5, 10));

        HttpResponse<String> usage = send("GET", "/api/v1/usage");
        assertThat(usage.body()).contains("\"since\"", "\"key\":\"ci\"");
        assertThat(send("GET", "/api/v1/llm/keys").body()).contains("\"ci\"");
        HttpResponse<String> refused = send("DELETE", "/api/v1/llm/keys/ci");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("quantumlayer.router.keys.database.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/providers",
                "/api/v1/llm/providers",
                "/api/v1/providers/builtin",
                "/api/v1/llm/providers/builtin/status"
            })
    void tellsOfProvidersWhoHasAKeyAndTheAdministrator(String path) throws Exception {
        HttpResponse<String> refused = send("GET", path, "none");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("This API key is not known.").doesNotContain("builtin\",\"state");
        assertThat(send("GET", path, "ql-ci").statusCode()).isEqualTo(200);
        assertThat(send("GET", path).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "an-admin-token");
    }

    private HttpResponse<String> send(String method, String path, String bearer) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + bearer)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
