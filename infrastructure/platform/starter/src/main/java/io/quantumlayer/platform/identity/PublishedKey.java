package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPublicKey;

/** A public key by which tokens are checked (RFC 7517); its id is its thumbprint (RFC 7638). */
record PublishedKey(ECKey jwk, ECDSAVerifier verifier) {

    static PublishedKey of(ECPublicKey key) {
        try {
            ECKey jwk = new ECKey.Builder(Curve.P_256, key)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
            return new PublishedKey(jwk, new ECDSAVerifier(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has ES256 and SHA-256", e);
        }
    }

    String id() {
        return jwk.getKeyID();
    }

    boolean hasSigned(SignedJWT token) {
        try {
            return JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
