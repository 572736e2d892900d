package io.quantumlayer.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quantumlayer.platform.file.WatchedText;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Signs claims as JWTs with ES256 (RFC 7519, RFC 7518). */
public final class TokenSigner {

    private final KeyFile file;
    private final WatchedText<ECPrivateKey> key;

    private TokenSigner(KeyFile file) {
        this.file = file;
        this.key = EcKeys.privateKey(file);
    }

    /**
     * Signs with the key of a file, and with the next one within a second of its change.
     *
     * @param pem an EC P-256 private key in PKCS#8
     * @throws IllegalArgumentException if the file holds no such key
     */
    public static TokenSigner of(Resource pem) {
        return of(new KeyFile(pem));
    }

    /** The same for a file that may come later. */
    public static TokenSigner of(KeyFile file) {
        return new TokenSigner(file);
    }

    /** Whether there is a key to sign with by now. */
    public boolean isReady() {
        return key.get().isPresent();
    }

    /**
     * The token in its compact form.
     *
     * @throws IllegalStateException if there is no key yet
     */
    public String sign(JWTClaimsSet claims) {
        ECPrivateKey signing = key().orElseThrow(() ->
                new IllegalStateException("there is no key at " + file.file().getDescription()));
        return sign(signing, new JWSHeader(JWSAlgorithm.ES256), claims);
    }

    Optional<ECPrivateKey> key() {
        return key.get();
    }

    static String sign(ECPrivateKey key, JWSHeader header, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
        return token.serialize();
    }
}
