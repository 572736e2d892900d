package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.core.io.Resource;

/** Signs claims as JWTs with ES256 (RFC 7519, RFC 7518). */
public final class TokenSigner {

    private final JWSSigner signer;

    private TokenSigner(JWSSigner signer) {
        this.signer = signer;
    }

    /**
     * Signs with the key of a file.
     *
     * @param pem an EC P-256 private key in PKCS#8
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static TokenSigner of(Resource pem) {
        try {
            return new TokenSigner(new ECDSASigner(EcKeys.privateKey(pem)));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }

    /** The token in its compact form. */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
        return token.serialize();
    }
}
