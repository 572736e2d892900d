package io.quantumlayer.platform.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

/** A service without a sidecar calls one that has one: a server that asks for a certificate of the mesh. */
class MeshIdentityTests {

    private static final String PARSER = "spiffe://cluster.local/ns/quantumlayer/sa/parser";
    private static final String HOST = "parser.quantumlayer.svc.cluster.local";

    @TempDir
    private static Path folder;

    private static TestAuthority mesh;
    private static KeyStore parser;
    private static KeyStore quantumdrop;

    @BeforeAll
    static void certificates() {
        mesh = TestAuthority.in(folder);
        parser = mesh.issue("parser", PARSER);
        quantumdrop = mesh.issue("quantumdrop", "spiffe://cluster.local/ns/quantumlayer/sa/quantumdrop");
        mesh.issue("edge", "spiffe://cluster.local/ns/quantumlayer/sa/api-gateway");
        mesh.issue("next", "spiffe://cluster.local/ns/quantumlayer/sa/next");
    }

    @Test
    void theServiceThatWasCalledIsBelievedAndSeesWhoCalls() throws Exception {
        assertThat(seenByServer(parser, HOST, client("edge")))
                .isEqualTo(new SpiffeId("cluster.local", "quantumlayer", "api-gateway"));
    }

    @Test
    void anotherServiceOfTheMeshIsRefusedAndBothIdsAreNamed() {
        assertThatThrownBy(() -> seenByServer(quantumdrop, HOST, client("edge")))
                .hasStackTraceContaining("sa/quantumdrop")
                .hasStackTraceContaining(PARSER);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused(@TempDir Path elsewhere) {
        KeyStore foreign = TestAuthority.in(elsewhere).issue("parser", PARSER);

        assertThatThrownBy(() -> seenByServer(foreign, HOST, client("edge"))).isInstanceOf(SSLException.class);
    }

    @Test
    void aHostThatIsNoServiceIsRefused() {
        assertThatThrownBy(() -> seenByServer(parser, "parser.example.org", client("edge")))
                .hasStackTraceContaining("no full name of a Service");
    }

    @Test
    void aNewCertificateIsShownWithoutARestart() throws Exception {
        copy("edge", "rotated");
        SSLContext client = client("rotated");
        assertThat(seenByServer(parser, HOST, client).account()).isEqualTo("api-gateway");

        copy("next", "rotated");

        await().untilAsserted(() ->
                assertThat(seenByServer(parser, HOST, client).account()).isEqualTo("next"));
    }

    private static void copy(String from, String to) throws IOException {
        for (String end : new String[] {".crt", ".key"}) {
            Files.copy(folder.resolve(from + end), folder.resolve(to + end), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static SSLContext client(String name) throws GeneralSecurityException {
        MeshKeys keys = new MeshKeys(
                new FileSystemResource(folder.resolve(name + ".crt")),
                new FileSystemResource(folder.resolve(name + ".key")));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {keys},
                new TrustManager[] {new MeshTrust(new FileSystemResource(mesh.certificate()), keys)},
                null);
        return context;
    }

    /** Calls a server of a certificate by a host name; answers whom the server saw. */
    private static SpiffeId seenByServer(KeyStore server, String host, SSLContext client) throws Exception {
        try (SSLServerSocket listening = listening(server);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SpiffeId> seen = threads.submit(() -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.startHandshake();
                    SpiffeId caller =
                            SpiffeId.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
                    socket.getOutputStream().write(1);
                    return caller;
                }
            });
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                    SSLSocket socket = (SSLSocket)
                            client.getSocketFactory().createSocket(plain, host, listening.getLocalPort(), true)) {
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(1);
            }
            return seen.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static SSLServerSocket listening(KeyStore server) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server, mesh.password());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (var pem = Files.newInputStream(mesh.certificate())) {
            authorities.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return socket;
    }
}
