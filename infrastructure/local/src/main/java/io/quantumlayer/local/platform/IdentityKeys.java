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
 * @param gateway the pair that the gateway signs identities with and the services check them with
 * @param worker the pair that the worker signs its calls of QuantumDrop and its drops with
 * @param databasePassword of the PostgreSQL user
 */
record IdentityKeys(KeyFiles gateway, KeyFiles worker, String databasePassword) {

    /**
     * PEM files of an EC P-256 key pair.
     *
     * @param privateKey for who signs
     * @param publicKey for who checks
     */
    record KeyFiles(Path privateKey, Path publicKey) {}

    static IdentityKeys in(Path directory) {
        Path password = directory.resolve("postgresql.password");
        try {
            if (!Files.exists(password)) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                writeSecret(password, HexFormat.of().formatHex(random));
            }
            return new IdentityKeys(pair(directory, "identity"), pair(directory, "worker"), Files.readString(password));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the keys in " + directory + ".", e);
        }
    }

    private static KeyFiles pair(Path directory, String name) throws IOException {
        KeyFiles files = new KeyFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".pub.pem"));
        if (!Files.exists(files.privateKey()) || !Files.exists(files.publicKey())) {
            KeyPair pair = generate();
            writeSecret(files.publicKey(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            writeSecret(files.privateKey(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        }
        return files;
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
