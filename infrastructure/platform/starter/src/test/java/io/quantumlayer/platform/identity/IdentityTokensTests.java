package io.quantumlayer.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.quantumlayer.platform.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TestPem KEYS = TestPem.create();
    private static final TestPem NEXT = TestPem.create();

    @TempDir
    private Path folder;

    @Test
    void publicKeyAcceptsWhatThePrivateKeySigned() {
        assertThat(checker(KEYS, NOW).check(token(KEYS)).subject()).isEqualTo("alice");
    }

    @Test
    void expiredTokenIsRefused() {
        refused(checker(KEYS, NOW.plusSeconds(1900)), token(KEYS));
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        refused(checker(KEYS, NOW), token(NEXT));
    }

    @Test
    void tokenForAnotherServiceIsRefusedAndOneForNoneInParticularIsNot() {
        IdentityIssuer issuer = IdentityIssuer.of(TestPem.resource(KEYS.privateKey()), at(NOW));

        refused(checker(KEYS, NOW), issuer.issue("alice", List.of("llm-router")).orElseThrow());
        assertThat(checker(KEYS, NOW).check(issuer.issue("alice", List.of()).orElseThrow()))
                .isNotNull();
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        refused(checker(KEYS, NOW), "sk-123");
    }

    @Test
    void identityDoesNotShowItsTokenInLogs() {
        assertThat(new Identity("alice", "abc.def.ghi").toString()).doesNotContain("abc");
    }

    /** The gateway, and a service that reads the same public file. */
    @Test
    void aKeyThatIsMadeLateSignsAndIsAcceptedWithoutARestart() throws IOException {
        IdentityIssuer gateway = gateway();
        IdentityTokens service = service();
        assertThat(issued(gateway)).isEmpty();
        assertThat(gateway.publicKeys()).isEmpty();

        write("private.pem", KEYS.privateKey());
        write("public.pem", KEYS.publicKey());

        await().until(() -> issued(gateway).isPresent());
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(
                                service.check(issued(gateway).orElseThrow()).subject())
                        .isEqualTo("alice"));
    }

    @Test
    void aKeySignsOnlyOnceItsPublicHalfIsPublished() throws IOException {
        write("private.pem", KEYS.privateKey());
        write("public.pem", NEXT.publicKey());
        IdentityIssuer gateway = gateway();

        assertThat(issued(gateway)).isEmpty();

        write("public.pem", NEXT.publicKey() + KEYS.publicKey());
        await().until(() -> issued(gateway).isPresent());
    }

    @Test
    void aKeyIsReplacedInThreeStepsAndNoTokenIsEverRefused() throws Exception {
        write("private.pem", KEYS.privateKey());
        write("public.pem", KEYS.publicKey());
        IdentityIssuer gateway = gateway();
        IdentityTokens service = service();
        String first = keyId(gateway);

        write("private.pem", NEXT.privateKey());
        await().during(Duration.ofMillis(1500))
                .until(() -> keyId(gateway).equals(first)
                        && service.check(issued(gateway).orElseThrow()) != null);

        write("public.pem", KEYS.publicKey() + NEXT.publicKey());
        await().until(() -> !keyId(gateway).equals(first));
        String second = keyId(gateway);
        assertThat(JWKSet.parse(gateway.publicKeys().orElseThrow()).getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(first, second);
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> service.check(issued(gateway).orElseThrow()));

        write("public.pem", NEXT.publicKey());
        await().untilAsserted(() -> refused(service, token(KEYS)));
        assertThat(service.check(issued(gateway).orElseThrow())).isNotNull();
    }

    @Test
    void aFileThatBreaksOrGoesLeavesTheKeysAsTheyWere() throws IOException {
        write("private.pem", KEYS.privateKey());
        write("public.pem", KEYS.publicKey());
        IdentityIssuer gateway = gateway();
        IdentityTokens service = service();

        write("public.pem", "nonsense");
        Files.delete(folder.resolve("private.pem"));

        await().during(Duration.ofMillis(1500))
                .until(() -> service.check(issued(gateway).orElseThrow()) != null);
    }

    private IdentityIssuer gateway() {
        return IdentityIssuer.of(
                new IdentityProperties(
                        "optional:" + folder.resolve("public.pem"), "optional:" + folder.resolve("private.pem")),
                at(NOW));
    }

    private IdentityTokens service() {
        return IdentityTokens.checker(
                KeyFile.at("optional:" + folder.resolve("public.pem"), "").orElseThrow(), "parser", at(NOW));
    }

    private void write(String name, String pem) throws IOException {
        Files.writeString(folder.resolve(name), pem);
    }

    private static Optional<String> issued(IdentityIssuer gateway) {
        return gateway.issue("alice", List.of("parser"));
    }

    private static String keyId(IdentityIssuer gateway) throws ParseException {
        return SignedJWT.parse(issued(gateway).orElseThrow()).getHeader().getKeyID();
    }

    private static String token(TestPem keys) {
        return issued(IdentityIssuer.of(TestPem.resource(keys.privateKey()), at(NOW)))
                .orElseThrow();
    }

    private static IdentityTokens checker(TestPem keys, Instant now) {
        return IdentityTokens.checker(TestPem.resource(keys.publicKey()), "parser", at(now));
    }

    private static void refused(IdentityTokens checker, String token) {
        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(ProblemException.class);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
