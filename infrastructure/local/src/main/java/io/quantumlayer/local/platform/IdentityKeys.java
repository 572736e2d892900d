package io.quantumlayer.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
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
                SecretFile.write(password, HexFormat.of().formatHex(random));
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
            SecretFile.write(
                    files.publicKey(),
                    SecretFile.pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            SecretFile.write(
                    files.privateKey(),
                    SecretFile.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
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
}
