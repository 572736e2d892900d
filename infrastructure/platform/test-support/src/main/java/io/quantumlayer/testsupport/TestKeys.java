package io.quantumlayer.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * An EC P-256 key pair in two PEM files, as services find theirs.
 *
 * @param privateKey file in PKCS#8
 * @param publicKey file in X.509 SubjectPublicKeyInfo
 */
public record TestKeys(Path privateKey, Path publicKey) {

    /** A pair that no other test has. */
    public static TestKeys create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Path directory = TestDirectory.create("keys");
            return new TestKeys(
                    pem(directory.resolve("private.pem"), "PRIVATE KEY", pair.getPrivate()),
                    pem(directory.resolve("public.pem"), "PUBLIC KEY", pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pem(Path file, String label, Key key) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    }
}
