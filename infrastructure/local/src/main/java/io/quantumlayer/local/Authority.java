package io.quantumlayer.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who signed the certificate of a local platform's gateway.
 *
 * @param certificate PEM file, which clients have to trust
 */
public record Authority(Path certificate) {

    /** How a client comes to believe it. */
    public String advice() {
        return "Clients trust its certificate by %1$s: curl --cacert %1$s".formatted(certificate);
    }

    /**
     * Believes this authority and no other.
     *
     * @throws CommandFailedException when the file holds no certificate
     */
    public SSLContext context() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM,
                    "Cannot read %s, by which ql knows the gateway (%s). Have it made again: ql down, then ql up --tls"
                            .formatted(certificate, e.getMessage()),
                    e);
        }
    }
}
