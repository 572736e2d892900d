package io.quantumlayer.platform.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An authority for tests: the JDK's keytool signs certificates with SPIFFE ids, or host names. */
public record TestAuthority(Path folder) {

    private static final String PASSWORD = "changeit";

    public static TestAuthority in(Path folder) {
        TestAuthority authority = new TestAuthority(folder);
        authority.keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=mesh", "-ext", "bc:c");
        authority.write("ca.crt", authority.certificate("ca"));
        return authority;
    }

    public Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** Writes {@code <name>.crt} and {@code <name>.key}. */
    KeyStore issue(String name, String spiffeId) {
        return issueFor(name, "uri:" + spiffeId);
    }

    /** The same for a server of a host name. */
    public void issueForHost(String name, String host) {
        issueFor(name, "dns:" + host);
    }

    private KeyStore issueFor(String name, String subject) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "O=mesh",
                "-signer",
                "ca",
                "-ext",
                "san=" + subject);
        write(name + ".crt", certificate(name));
        try {
            KeyStore keys = store();
            write(
                    name + ".key",
                    pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    name,
                    keys.getKey(name, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    keys.getCertificateChain(name));
            return own;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    char[] password() {
        return PASSWORD.toCharArray();
    }

    private String certificate(String alias) {
        try {
            return pem("CERTIFICATE", store().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store() throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(folder.resolve("store.p12").toFile(), PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der));
    }

    private void keytool(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "-noprompt",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD,
                                        "-keystore",
                                        folder.resolve("store.p12").toString())))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
