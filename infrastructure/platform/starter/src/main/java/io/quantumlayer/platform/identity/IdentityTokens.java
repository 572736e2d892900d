package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Makes and checks identity tokens: JWTs signed with ES256 that live for half an hour: longer than the longest task. */
public final class IdentityTokens {

    private static final String ISSUER = "quantumlayer-gateway";
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final @Nullable ECPrivateKey signing;
    private final @Nullable ECPublicKey checking;
    private final Clock clock;

    private IdentityTokens(@Nullable ECPrivateKey signing, @Nullable ECPublicKey checking, Clock clock) {
        this.signing = signing;
        this.checking = checking;
        this.clock = clock;
    }

    /**
     * Tokens to issue.
     *
     * @param pem an EC P-256 private key in PKCS#8
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityTokens issuer(Resource pem, Clock clock) {
        return new IdentityTokens(
                key(pem, "PRIVATE KEY", PKCS8EncodedKeySpec::new, KeyFactory::generatePrivate), null, clock);
    }

    /**
     * Tokens to check.
     *
     * @param pem an EC P-256 public key in X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityTokens checker(Resource pem, Clock clock) {
        return new IdentityTokens(
                null, key(pem, "PUBLIC KEY", X509EncodedKeySpec::new, KeyFactory::generatePublic), clock);
    }

    private interface KeyReader {
        Key read(KeyFactory factory, KeySpec spec) throws GeneralSecurityException;
    }

    @SuppressWarnings("unchecked")
    private static <K extends Key> K key(
            Resource pem, String label, Function<byte[], KeySpec> encoding, KeyReader reader) {
        try {
            String text = pem.getContentAsString(StandardCharsets.US_ASCII);
            String begin = "-----BEGIN " + label + "-----";
            int from = text.indexOf(begin);
            int to = text.indexOf("-----END " + label + "-----");
            if (from < 0 || to < from) {
                throw new IllegalArgumentException(
                        "%s has no %s block; an EC P-256 key is needed".formatted(pem.getDescription(), label));
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
            return (K) reader.read(KeyFactory.getInstance("EC"), encoding.apply(der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s holds no EC key; an EC P-256 key is needed".formatted(pem.getDescription()), e);
        }
    }

    /** A token for a subject. */
    public String issue(String subject) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
        try {
            token.sign(new ECDSASigner(Objects.requireNonNull(signing, "no private key")));
        } catch (JOSEException e) {
            throw new IllegalStateException("the identity key cannot sign", e);
        }
        return token.serialize();
    }

    /**
     * Checks signature, issuer and life time.
     *
     * @throws ProblemException 401 when any of them is wrong
     */
    public Identity check(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean valid = JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new ECDSAVerifier(Objects.requireNonNull(checking, "no public key")))
                    && ISSUER.equals(claims.getIssuer())
                    && claims.getExpirationTime() != null
                    && claims.getSubject() != null
                    && clock.instant()
                            .isBefore(claims.getExpirationTime().toInstant().plus(CLOCK_SKEW));
            if (!valid) {
                throw refused(null);
            }
            return new Identity(claims.getSubject(), token);
        } catch (ParseException | JOSEException e) {
            throw refused(e);
        }
    }

    public static ProblemException refused(@Nullable Exception cause) {
        return new ProblemException(
                ProblemType.UNAUTHORIZED,
                Identity.HEADER + " is not a valid token of this platform's gateway; call through the gateway.",
                cause);
    }
}
