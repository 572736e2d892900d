package io.quantumlayer.platform.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Checks the tokens by which the gateway says who calls: JWTs signed with ES256, for one service or several. */
public final class IdentityTokens {

    static final String ISSUER = "quantumlayer-gateway";

    private final TokenVerifier verifier;
    private final String service;
    private final Clock clock;

    private IdentityTokens(TokenVerifier verifier, String service, Clock clock) {
        this.verifier = verifier;
        this.service = service;
        this.clock = clock;
    }

    /**
     * Tokens to check.
     *
     * @param pem EC P-256 public keys in X.509 SubjectPublicKeyInfo
     * @param service whom they have to be for: the service that checks
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityTokens checker(Resource pem, String service, Clock clock) {
        return checker(new KeyFile(pem), service, clock);
    }

    /** The same for a file that may come later; until then every token is refused. */
    public static IdentityTokens checker(KeyFile file, String service, Clock clock) {
        return new IdentityTokens(TokenVerifier.of(file), service, clock);
    }

    /**
     * Checks signature, issuer, audience and life time. A token without an audience is that of a gateway of the release
     * before, and for every service.
     *
     * @throws ProblemException 401 when any of them is wrong
     */
    public Identity check(String token) {
        JWTClaimsSet claims = verifier.verified(token)
                .filter(signed -> ISSUER.equals(signed.getIssuer())
                        && signed.getSubject() != null
                        && (signed.getAudience().isEmpty()
                                || signed.getAudience().contains(service))
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
