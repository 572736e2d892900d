package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The certificate that the local gateway speaks TLS with, for this machine's own names, of an authority of the home's own. The
 * JDK's keytool makes both.
 *
 * @param authority PEM file of the certificate that clients trust
 * @param certificate PEM file of the gateway's
 * @param privateKey PEM file of its key
 */
record LocalCertificate(Path authority, Path certificate, Path privateKey) {

    private static final String AUTHORITY = "authority";
    private static final String GATEWAY = "gateway";
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(90);
    /** How long before its end a certificate is replaced. */
    private static final Duration MARGIN = Duration.ofDays(30);

    /** The store's owner alone can read it; keytool wants a password all the same. */
    private static final String PASSWORD = "changeit";

    /** Makes what is not there or is about to end; the files that were there stay otherwise. */
    static LocalCertificate in(Path keys) {
        return in(keys, InstantSource.system());
    }

    static LocalCertificate in(Path keys, InstantSource clock) {
        LocalCertificate files = new LocalCertificate(
                keys.resolve("tls-authority.crt"), keys.resolve("tls.crt"), keys.resolve("tls.key"));
        Path store = keys.resolve("tls.p12");
        try {
            files.make(store, clock.instant());
            return files;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM,
                    "Cannot make the gateway's certificate: %s. For a new one, of a new authority: rm %s"
                            .formatted(e.getMessage(), store),
                    e);
        }
    }

    /** What the gateway reads them by. */
    Map<String, String> settings() {
        return Map.of("QL_TLS_CERTIFICATE", certificate.toString(), "QL_TLS_PRIVATE_KEY", privateKey.toString());
    }

    private void make(Path store, Instant now) throws IOException, GeneralSecurityException {
        if (!lasts(store, AUTHORITY, now.plus(LIFE))) {
            Files.deleteIfExists(store);
            makeAuthority(store);
        }
        if (!lasts(store, GATEWAY, now.plus(MARGIN))) {
            makeCertificate(store);
        }
        Files.setPosixFilePermissions(store, Home.OWNER_ALONE.value());
        KeyStore made = open(store);
        write(authority, "CERTIFICATE", made.getCertificate(AUTHORITY).getEncoded());
        Key key = made.getKey(GATEWAY, PASSWORD.toCharArray());
        write(privateKey, "PRIVATE KEY", key.getEncoded());
        write(certificate, "CERTIFICATE", made.getCertificate(GATEWAY).getEncoded());
    }

    private static boolean lasts(Path store, String alias, Instant until) throws IOException, GeneralSecurityException {
        return Files.exists(store)
                && open(store).getCertificate(alias) instanceof X509Certificate found
                && found.getNotAfter().toInstant().isAfter(until);
    }

    private static KeyStore open(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static void makeAuthority(Path store) throws IOException {
        keytool(
                store,
                "-genkeypair -keyalg EC -groupname secp256r1 -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign",
                AUTHORITY_LIFE,
                AUTHORITY,
                "CN=QuantumLayer on this machine");
    }

    private static void makeCertificate(Path store) throws IOException, GeneralSecurityException {
        KeyStore before = open(store);
        if (before.containsAlias(GATEWAY)) {
            before.deleteEntry(GATEWAY);
            try (var out = Files.newOutputStream(store)) {
                before.store(out, PASSWORD.toCharArray());
            }
        }
        keytool(
                store,
                "-genkeypair -signer authority -keyalg EC -groupname secp256r1 -ext ku:c=digitalSignature -ext eku=serverAuth"
                        + " -ext san=dns:localhost,ip:127.0.0.1,ip:::1",
                LIFE,
                GATEWAY,
                "CN=localhost");
    }

    private static void keytool(Path store, String arguments, Duration life, String alias, String name)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(Jvm.tool("keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-validity", Long.toString(life.toDays()), "-alias", alias, "-dname", name));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void write(Path file, String type, byte[] der) throws IOException {
        String pem = SecretFile.pem(type, der);
        if (!Files.exists(file) || !Files.readString(file).equals(pem)) {
            SecretFile.write(file, pem);
        }
    }
}
