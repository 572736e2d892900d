package io.quantumlayer.platform.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Makes and checks identity tokens: JWTs signed with ES256 that live for half an hour: longer than the longest task. */
public final class IdentityTokens {

    private static final String ISSUER = "quantumlayer-gateway";
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final @Nullable TokenSigner signer;
    private final @Nullable TokenVerifier verifier;
    private final Clock clock;

    private IdentityTokens(@Nullable TokenSigner signer, @Nullable TokenVerifier verifier, Clock clock) {
        this.signer = signer;
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * Tokens to issue.
     *
     * @param pem an EC P-256 private key in PKCS#8
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityTokens issuer(Resource pem, Clock clock) {
        return new IdentityTokens(TokenSigner.of(pem), null, clock);
    }

    /**
     * Tokens to check.
     *
     * @param pem EC P-256 public keys in X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityTokens checker(Resource pem, Clock clock) {
        return new IdentityTokens(null, TokenVerifier.of(pem), clock);
    }

    /** A token for a subject. */
    public String issue(String subject) {
        JWTClaimsSet claims =
                TokenLife.of(LIFETIME, clock).issuer(ISSUER).subject(subject).build();
        return Objects.requireNonNull(signer, "no private key").sign(claims);
    }

    /**
     * Checks signature, issuer and life time.
     *
     * @throws ProblemException 401 when any of them is wrong
     */
    public Identity check(String token) {
        JWTClaimsSet claims = Objects.requireNonNull(verifier, "no public key")
                .verified(token)
                .filter(signed -> ISSUER.equals(signed.getIssuer())
                        && signed.getSubject() != null
                        && TokenLife.lasts(signed, clock))
                .orElseThrow(() -> refused(null));
        return new Identity(claims.getSubject(), token);
    }

    public static ProblemException refused(@Nullable Exception cause) {
        return new ProblemException(
                ProblemType.UNAUTHORIZED,
                Identity.HEADER + " is not a valid token of this platform's gateway; call through the gateway.",
                cause);
    }
}
