package io.quantumlayer.platform.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** An EC key pair as PEM texts. */
record TestPem(String privateKey, String publicKey) {

    static TestPem create() {
        return ofCurve("secp256r1");
    }

    static TestPem ofCurve(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            return new TestPem(pem("PRIVATE KEY", pair.getPrivate()), pem("PUBLIC KEY", pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Resource resource(String pem) {
        return new ByteArrayResource(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }
}
