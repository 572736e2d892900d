package io.quantumlayer.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

class IdentityTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final KeyPair pair = pair();

    @Test
    void publicKeyAcceptsWhatThePrivateKeySigned() {
        String token = tokens(pair, true, NOW).issue("alice");

        assertThat(tokens(pair, false, NOW).check(token).subject()).isEqualTo("alice");
    }

    @Test
    void expiredTokenIsRefused() {
        String token = tokens(pair, true, NOW).issue("alice");

        assertThatThrownBy(() -> tokens(pair, false, NOW.plusSeconds(1900)).check(token))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        String token = tokens(pair(), true, NOW).issue("alice");

        assertThatThrownBy(() -> tokens(pair, false, NOW).check(token)).isInstanceOf(ProblemException.class);
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        assertThatThrownBy(() -> tokens(pair, false, NOW).check("sk-123")).isInstanceOf(ProblemException.class);
    }

    @Test
    void identityDoesNotShowItsTokenInLogs() {
        assertThat(new Identity("alice", "abc.def.ghi").toString()).doesNotContain("abc");
    }

    private static IdentityTokens tokens(KeyPair pair, boolean signing, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return signing
                ? IdentityTokens.issuer(
                        resource(pem("PRIVATE KEY", pair.getPrivate().getEncoded())), clock)
                : IdentityTokens.checker(
                        resource(pem("PUBLIC KEY", pair.getPublic().getEncoded())), clock);
    }

    private static Resource resource(String pem) {
        return new ByteArrayResource(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
