package io.quantumlayer.platform.mesh;

import io.quantumlayer.platform.file.WatchedText;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.Resource;

/**
 * Believes a service that has a certificate of the mesh's authorities with the id of the service that was called.
 * Certificates of a mesh have no host names, so that an id takes the place of the usual check.
 */
final class MeshTrust extends X509ExtendedTrustManager {

    private final WatchedText<X509TrustManager> authorities;
    private final MeshKeys own;

    /** @param own whose trust domain is that of the services */
    MeshTrust(Resource authorities, MeshKeys own) {
        this.authorities = new WatchedText<>(List.of(authorities), false, MeshTrust::read);
        this.own = own;
    }

    private static X509TrustManager read(String pem) {
        PemContent content = PemContent.of(pem);
        if (content == null) {
            throw new IllegalArgumentException("There is no certificate in the file of the mesh's authorities");
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : content.getCertificates()) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("The authorities of the mesh cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, type, engine.getPeerHost());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(
                chain,
                type,
                socket instanceof SSLSocket tls ? tls.getHandshakeSession().getPeerHost() : null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, type, null);
    }

    private void check(X509Certificate[] chain, String type, @Nullable String host) throws CertificateException {
        authorities.get().orElseThrow().checkServerTrusted(chain, type);
        if (host == null) {
            throw new CertificateException("Nobody says which service was called");
        }
        SpiffeId wanted =
                SpiffeId.ofService(host, SpiffeId.of(own.certificate()).trustDomain());
        SpiffeId seen = SpiffeId.of(chain[0]);
        if (!seen.equals(wanted)) {
            throw new CertificateException("%s answers at %s, where %s should".formatted(seen, host, wanted));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("Only services are called with a certificate of the mesh");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.get().orElseThrow().getAcceptedIssuers();
    }
}
