package io.quantumlayer.platform.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.Resource;

/**
 * Tokens by which one service shows another who it is: JWTs that are issued by their subject, for one audience, and live
 * for five minutes. They say which service calls; {@link Identity} says on whose behalf.
 */
public final class ServiceTokens {

    /** Header that carries the token; the gateway lets none in. */
    public static final String HEADER = "X-QL-Service-Token";

    /** Service whose tokens {@link WorkerKeyProperties} makes and checks. */
    public static final String WORKER = "workflow-worker";

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private ServiceTokens() {}

    /** Makes the tokens of one service. */
    public static final class Issuer {

        private final String service;
        private final TokenSigner signer;
        private final Clock clock;

        /** @param service name of the service that the key belongs to */
        public Issuer(String service, TokenSigner signer, Clock clock) {
            this.service = service;
            this.signer = signer;
            this.clock = clock;
        }

        /** A token for calls of a service. */
        public String issue(String audience) {
            JWTClaimsSet claims = TokenLife.of(LIFETIME, clock)
                    .issuer(service)
                    .subject(service)
                    .audience(audience)
                    .build();
            return signer.sign(claims);
        }
    }

    /** Checks the tokens that one service shows to another. */
    public static final class Checker {

        private final String service;
        private final String audience;
        private final TokenVerifier verifier;
        private final Clock clock;

        /**
         * Tokens to check.
         *
         * @param service who has to have signed them
         * @param audience whom they have to be for: the service that checks
         * @param pem public keys of the service that signs
         */
        public Checker(String service, String audience, Resource pem, Clock clock) {
            this(service, audience, new KeyFile(pem), clock);
        }

        /** The same for a file that may come later; until then every token is refused. */
        public Checker(String service, String audience, KeyFile file, Clock clock) {
            this.service = service;
            this.audience = audience;
            this.verifier = TokenVerifier.of(file);
            this.clock = clock;
        }

        /** Whether there is a key to check with by now. */
        public boolean isReady() {
            return verifier.isReady();
        }

        /**
         * Checks signature, issuer, subject, audience and life time.
         *
         * @throws ProblemException 401 when any of them is wrong
         */
        public void check(String token) {
            JWTClaimsSet claims = verifier.verified(token)
                    .orElseThrow(
                            () -> refused("it is not signed with a key of %s that is known here".formatted(service)));
            if (!service.equals(claims.getIssuer()) || !service.equals(claims.getSubject())) {
                throw refused("its issuer or subject is not " + service);
            }
            if (!List.of(audience).equals(claims.getAudience())) {
                throw refused("its audience is not " + audience);
            }
            if (!TokenLife.lasts(claims, clock)) {
                throw refused("it has expired");
            }
        }

        private ProblemException refused(String reason) {
            return new ProblemException(
                    ProblemType.UNAUTHORIZED,
                    "%s is no valid token of %s for %s: %s.".formatted(HEADER, service, audience, reason));
        }
    }
}
