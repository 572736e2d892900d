package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Reads JWTs that one of its keys has signed with ES256; what they claim is for the caller to judge. */
public final class TokenVerifier {

    private final List<JWSVerifier> keys;

    private TokenVerifier(List<JWSVerifier> keys) {
        this.keys = keys;
    }

    /**
     * Verifies with the keys of a file.
     *
     * @param pem EC P-256 public keys in X.509 SubjectPublicKeyInfo: the one in use, and while it is replaced the other
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static TokenVerifier of(Resource pem) {
        List<JWSVerifier> keys = new ArrayList<>();
        try {
            for (var key : EcKeys.publicKeys(pem)) {
                keys.add(new ECDSAVerifier(key));
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
        return new TokenVerifier(List.copyOf(keys));
    }

    /** The claims of a token; empty if it is no JWT or none of the keys has signed it. */
    public Optional<JWTClaimsSet> verified(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
                return Optional.empty();
            }
            for (JWSVerifier key : keys) {
                if (jwt.verify(key)) {
                    return Optional.of(jwt.getJWTClaimsSet());
                }
            }
            return Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
