package io.quantumlayer.platform.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ServiceTokensTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TestPem KEYS = TestPem.create();

    @Test
    void theServiceItIsForAcceptsIt() {
        assertThatCode(() -> check(KEYS.publicKey(), NOW, token("worker", KEYS, "store")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyOtherTokenIsRefusedWithItsReason() {
        JWTClaimsSet endless = new JWTClaimsSet.Builder()
                .issuer("worker")
                .subject("worker")
                .audience("store")
                .build();
        JWTClaimsSet lent = new JWTClaimsSet.Builder(endless)
                .issuer("other")
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build();
        Map<String, String> reasonByToken = Map.of(
                token("worker", KEYS, "other"),
                "audience",
                token("other", KEYS, "store"),
                "issuer or subject",
                token("worker", TestPem.create(), "store"),
                "key",
                TokenSigner.of(TestPem.resource(KEYS.privateKey())).sign(endless),
                "expired",
                TokenSigner.of(TestPem.resource(KEYS.privateKey())).sign(lent),
                "issuer or subject",
                new PlainJWT(lent).serialize(),
                "key",
                identity(),
                "issuer or subject",
                "sk-123",
                "key",
                "",
                "key");

        reasonByToken.forEach((token, reason) -> refused(() -> check(KEYS.publicKey(), NOW, token), reason));
    }

    @Test
    void itCountsForMinutes() {
        String token = token("worker", KEYS, "store");

        assertThatCode(() -> check(KEYS.publicKey(), NOW.plus(Duration.ofMinutes(5)), token))
                .doesNotThrowAnyException();
        refused(() -> check(KEYS.publicKey(), NOW.plus(Duration.ofMinutes(6)), token), "expired");
    }

    @Test
    void aFileMayHoldTheNextKeyBesideTheOneInUse() {
        String both = TestPem.create().publicKey() + KEYS.publicKey();

        assertThatCode(() -> check(both, NOW, token("worker", KEYS, "store"))).doesNotThrowAnyException();
    }

    @Test
    void aKeyOfAnotherCurveIsRefusedWhenItIsRead() {
        TestPem other = TestPem.ofCurve("secp384r1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSigner.of(TestPem.resource(other.privateKey())))
                .withMessageContaining("P-256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.of(TestPem.resource(other.publicKey())))
                .withMessageContaining("P-256");
    }

    private static String token(String service, TestPem keys, String audience) {
        return new ServiceTokens.Issuer(service, TokenSigner.of(TestPem.resource(keys.privateKey())), at(NOW))
                .issue(audience);
    }

    private static String identity() {
        return IdentityIssuer.of(TestPem.resource(KEYS.privateKey()), at(NOW))
                .issue("worker", List.of("store"))
                .orElseThrow();
    }

    private static void check(String publicKey, Instant now, String token) {
        new ServiceTokens.Checker("worker", "store", TestPem.resource(publicKey), at(now)).check(token);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .returns(ProblemType.UNAUTHORIZED, ProblemException::type)
                .extracting(ProblemException::detail, InstanceOfAssertFactories.STRING)
                .contains(reason);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
