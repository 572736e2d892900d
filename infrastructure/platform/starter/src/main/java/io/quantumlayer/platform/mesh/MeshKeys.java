package io.quantumlayer.platform.mesh;

import io.quantumlayer.platform.file.WatchedText;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.Resource;

/** The certificate that is shown to services, as it is in its files when a connection begins. */
final class MeshKeys extends X509ExtendedKeyManager {

    private static final String ALIAS = "mesh";

    private final WatchedText<Pair> pair;

    private record Pair(List<X509Certificate> chain, PrivateKey key) {}

    MeshKeys(Resource certificate, Resource privateKey) {
        this.pair = new WatchedText<>(List.of(certificate, privateKey), false, MeshKeys::read);
    }

    private static Pair read(String pem) {
        PemContent content = PemContent.of(pem);
        PrivateKey key = content == null ? null : content.getPrivateKey();
        if (content == null || key == null) {
            throw new IllegalArgumentException("There is no private key in the files of the mesh's certificate");
        }
        return new Pair(content.getCertificates(), key);
    }

    X509Certificate certificate() {
        return pair.get().orElseThrow().chain().getFirst();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return pair.get().orElseThrow().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return pair.get().orElseThrow().key();
    }

    @Override
    public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
