package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * Makes the tokens that {@link IdentityTokens} checks; they live for half an hour: longer than the longest task.
 *
 * <p>Where the services' public keys are known, a key signs only once it is among them: a key that no service can check
 * would have every call refused. Until then the one before goes on.
 */
public final class IdentityIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityIssuer.class);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final JWTClaimsSet PROBE = new JWTClaimsSet.Builder().build();

    private final @Nullable TokenSigner signer;
    private final @Nullable TokenVerifier published;
    private final Clock clock;
    private volatile @Nullable SigningKey current;
    private volatile @Nullable ECPrivateKey unpublished;

    /** @param header names the key, where its public half is known */
    private record SigningKey(ECPrivateKey key, JWSHeader header) {}

    private IdentityIssuer(@Nullable TokenSigner signer, @Nullable TokenVerifier published, Clock clock) {
        this.signer = signer;
        this.published = published;
        this.clock = clock;
    }

    /** Issues with the keys of the settings, and without a private one not at all. */
    public static IdentityIssuer of(IdentityProperties keys, Clock clock) {
        return new IdentityIssuer(
                keys.privateKeyFile().map(TokenSigner::of).orElse(null),
                keys.publicKeyFile().map(TokenVerifier::of).orElse(null),
                clock);
    }

    /**
     * Issues with one key.
     *
     * @param pem an EC P-256 private key in PKCS#8
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static IdentityIssuer of(Resource pem, Clock clock) {
        return new IdentityIssuer(TokenSigner.of(pem), null, clock);
    }

    /**
     * A token for a subject; empty as long as there is no key that services can check.
     *
     * @param audience the services that it is for: the one that is called, and those that this one calls on the
     *     subject's behalf
     */
    public Optional<String> issue(String subject, Collection<String> audience) {
        return signingKey()
                .map(signing -> TokenSigner.sign(
                        signing.key(),
                        signing.header(),
                        TokenLife.of(LIFETIME, clock)
                                .issuer(IdentityTokens.ISSUER)
                                .subject(subject)
                                .audience(List.copyOf(audience))
                                .build()));
    }

    /**
     * The public keys as a JWK set (RFC 7517), the next one included before anything is signed with it; empty as long as
     * there is none.
     */
    public Optional<String> publicKeys() {
        List<PublishedKey> keys = published == null ? List.of() : published.keys();
        return Optional.of(keys)
                .filter(some -> !some.isEmpty())
                .map(some ->
                        new JWKSet(some.stream().<JWK>map(PublishedKey::jwk).toList()).toString());
    }

    private Optional<SigningKey> signingKey() {
        ECPrivateKey key = signer == null ? null : signer.key().orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        SigningKey last = current;
        if (last != null && last.key().equals(key)) {
            return Optional.of(last);
        }
        if (published == null) {
            current = new SigningKey(key, new JWSHeader(JWSAlgorithm.ES256));
            return Optional.ofNullable(current);
        }
        Optional<SigningKey> next = published.keys().stream()
                .filter(half -> half.hasSigned(probe(key)))
                .findFirst()
                .map(half -> new SigningKey(
                        key,
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .keyID(half.id())
                                .build()));
        if (next.isPresent()) {
            LOG.info(
                    "Identity tokens are signed with the key {}",
                    next.get().header().getKeyID());
            current = next.get();
            return next;
        }
        if (!Objects.equals(unpublished, key)) {
            unpublished = key;
            LOG.warn(
                    "The private key of the identity tokens is not used: its public half is not in the file of QL_IDENTITY_PUBLIC_KEY, so no service could check it");
        }
        return Optional.ofNullable(last);
    }

    private static SignedJWT probe(ECPrivateKey key) {
        try {
            return SignedJWT.parse(TokenSigner.sign(key, new JWSHeader(JWSAlgorithm.ES256), PROBE));
        } catch (ParseException e) {
            throw new IllegalStateException("what was just signed is no token", e);
        }
    }
}
