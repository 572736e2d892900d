package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.quantumlayer.platform.identity.IdentityTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@EdgeTest
@TestPropertySource(
        properties = {
            "quantumlayer.gateway.auth.mode=api-key",
            "quantumlayer.gateway.auth.reload-interval=100ms",
            "quantumlayer.gateway.cors.allowed-origins=https://console.example.org"
        })
class ApiKeysIT {

    @TempDir
    private static Path folder;

    @Autowired
    private WebTestClient client;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        write("alice:" + sha256("alice-secret"), "ci:" + sha256("ci-secret"));
        registry.add("quantumlayer.gateway.auth.keys-file", () -> file().toString());
    }

    @BeforeEach
    void startWithTheFirstKeys() throws InterruptedException {
        write("alice:" + sha256("alice-secret"), "ci:" + sha256("ci-secret"));
        awaitStatus("alice-secret", 200);
        FakePlatform.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs", "/api/v1/status", "/v3/api-docs", "/nothing", "/health/", "/ready;x"})
    void refusesWhoShowsNoKey(String path) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"quantumlayer\"")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .exists("X-Request-ID");
    }

    @Test
    void servesEveryHostAsAWebPageHasNoKey() {
        client.get()
                .uri("/api/v1/runs")
                .header("Host", "ql.example.org")
                .header("X-API-Key", "alice-secret")
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri("/api/v1/runs")
                .header("Host", "ql.example.org")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "Bearer alice-secret", "ALICE-SECRET"})
    void refusesAWrongKey(String key) {
        client.get()
                .uri("/api/v1/runs")
                .header("X-API-Key", key)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        assertThat(FakePlatform.service("quantumdrop").untouched()).isTrue();
    }

    @Test
    void leavesHealthAndReadinessOpen() {
        client.get().uri("/health").exchange().expectStatus().isOk();
        client.get().uri("/ready").exchange().expectStatus().isOk();
    }

    /** Probes and monitoring have none; who reaches that port is for the network to say. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/info"})
    void asksForNoKeyAtTheManagementPort(String path) {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + managementPort)
                .build()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk();
        client.get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void publishesThePublicKeysOfIdentitiesToEverybodyWithTheIdThatTokensName() throws Exception {
        client.get().uri("/api/v1/runs").header("X-API-Key", "alice-secret").exchange();
        SignedJWT token = SignedJWT.parse(
                FakePlatform.service("quantumdrop").next().headers().get("X-QL-Identity"));

        String keys = client.get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("application/jwk-set+json")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        JWK published = JWKSet.parse(keys).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new ECDSAVerifier(published.toECKey()))).isTrue();
        assertThat(published.isPrivate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-API-Key: alice-secret",
                "Authorization: Bearer alice-secret",
                "authorization: bearer alice-secret"
            })
    void takesAKeyInEitherHeaderAndSignsItsName(String header) throws Exception {
        String[] parts = header.split(": ", 2);
        client.get()
                .uri("/api/v1/runs")
                .header(parts[0], parts[1])
                .header("X-QL-Identity", "root")
                .exchange()
                .expectStatus()
                .isOk();

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        IdentityTokens checker = IdentityTokens.checker(
                new FileSystemResource(FakePlatform.PUBLIC_KEY), "quantumdrop", Clock.systemUTC());
        assertThat(checker.check(seen.headers().get("X-QL-Identity")).subject()).isEqualTo("alice");
        assertThat(seen.headers().contains("X-API-Key")).isFalse();
        assertThat(seen.headers().contains("Authorization")).isFalse();
    }

    @Test
    void keepsTheKeyAndPassesTheOtherCredentialOnToModels() throws Exception {
        client.get()
                .uri("/v1/models")
                .header("X-API-Key", "alice-secret")
                .header("Authorization", "Bearer sk-provider")
                .exchange()
                .expectStatus()
                .isOk();
        FakeService.Seen openAi = FakePlatform.service("llm-router").next();
        assertThat(openAi.headers().contains("X-API-Key")).isFalse();
        assertThat(openAi.headers().get("Authorization")).isEqualTo("Bearer sk-provider");

        client.get()
                .uri("/v1/models")
                .header("X-API-Key", "sk-ant-provider")
                .header("Authorization", "Bearer alice-secret")
                .exchange()
                .expectStatus()
                .isOk();
        FakeService.Seen anthropic = FakePlatform.service("llm-router").next();
        assertThat(anthropic.headers().get("X-API-Key")).isEqualTo("sk-ant-provider");
        assertThat(anthropic.headers().contains("Authorization")).isFalse();
    }

    @Test
    void readsTheFileAgainWhenItChanges() throws Exception {
        write("bob:" + sha256("bob-secret"));

        awaitStatus("bob-secret", 200);
        awaitStatus("alice-secret", 401);
    }

    @Test
    void keepsTheKeysWhenTheFileTurnsUnreadable() throws Exception {
        Files.writeString(file(), "alice: not a hash\n");
        Thread.sleep(500);

        awaitStatus("alice-secret", 200);
    }

    @Test
    void answersThePreflightOfAnAllowedOriginWithoutAKey() {
        client.options()
                .uri("/api/v1/runs")
                .header("Origin", "https://console.example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "X-API-Key, Content-Type")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "https://console.example.org")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Headers", "X-API-Key, Content-Type")
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Credentials");
        client.get()
                .uri("/api/v1/runs")
                .header("Origin", "https://console.example.org")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "https://console.example.org");
    }

    private void awaitStatus(String key, int status) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(5));
        int got = 0;
        while (Instant.now().isBefore(end)) {
            got = client.get()
                    .uri("/api/v1/runs")
                    .header("X-API-Key", key)
                    .exchange()
                    .returnResult(String.class)
                    .getStatus()
                    .value();
            if (got == status) {
                return;
            }
            Thread.sleep(50);
        }
        assertThat(got).as("status with " + key).isEqualTo(status);
    }

    private static Path file() {
        return folder.resolve("keys");
    }

    private static void write(String... lines) {
        try {
            Files.writeString(file(), "# who may call\n\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
