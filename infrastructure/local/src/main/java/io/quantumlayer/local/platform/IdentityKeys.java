package io.quantumlayer.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secrets of one local platform, made once and readable by their owner alone.
 *
 * @param privateKey PEM file with the EC P-256 key that the gateway signs identities with
 * @param publicKey PEM file with the key that the services check them with
 * @param databasePassword of the PostgreSQL user
 */
record IdentityKeys(Path privateKey, Path publicKey, String databasePassword) {

    static IdentityKeys in(Path directory) {
        Path privateKey = directory.resolve("identity.pem");
        Path publicKey = directory.resolve("identity.pub.pem");
        Path password = directory.resolve("postgresql.password");
        try {
            if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
                KeyPair pair = generate();
                writeSecret(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                writeSecret(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            if (!Files.exists(password)) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                writeSecret(password, HexFormat.of().formatHex(random));
            }
            return new IdentityKeys(privateKey, publicKey, Files.readString(password));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the keys in " + directory + ".", e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256.", e);
        }
    }

    private static String pem(String type, byte[] encoded) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, base64, type);
    }

    private static void writeSecret(Path file, String content) throws IOException {
        Path written = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".secret-",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
