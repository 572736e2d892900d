package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quantumlayer.local.Authority;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.runs.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificateTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Made once, since a key tool takes its time. */
    @TempDir
    private static Path made;

    @TempDir
    private Path keys;

    @BeforeAll
    static void make() {
        LocalCertificate.in(made);
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void isForTheNamesOfThisMachineAndSignedByTheHomesAuthority() throws Exception {
        LocalCertificate files = LocalCertificate.in(keys);
        X509Certificate authority = read(files.authority());
        X509Certificate gateway = read(files.certificate());

        assertThatCode(() -> gateway.verify(authority.getPublicKey())).doesNotThrowAnyException();
        assertThat(gateway.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(gateway.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.getBasicConstraints()).isZero();
    }

    @Test
    void isMadeOnceAndReadableByItsOwnerAlone() throws IOException {
        String first = Files.readString(made.resolve("tls.crt"));

        assertThat(LocalCertificate.in(keys).certificate()).hasContent(first);
        try (Stream<Path> files = Files.list(keys)) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void isReplacedAMonthBeforeItsEndByOneOfTheSameAuthority() throws Exception {
        LocalCertificate files = LocalCertificate.in(keys);
        X509Certificate authority = read(files.authority());
        X509Certificate first = read(files.certificate());

        LocalCertificate.in(keys, daysFromNow(59));
        assertThat(read(files.certificate())).isEqualTo(first);
        LocalCertificate.in(keys, daysFromNow(61));

        X509Certificate next = read(files.certificate());
        assertThat(next).isNotEqualTo(first);
        assertThat(read(files.authority())).isEqualTo(authority);
        assertThatCode(() -> next.verify(authority.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void anAuthorityThatWouldEndBeforeACertificateIsReplacedWithIt() throws Exception {
        LocalCertificate files = LocalCertificate.in(keys);
        X509Certificate authority = read(files.authority());

        LocalCertificate.in(keys, daysFromNow(3600));

        X509Certificate next = read(files.authority());
        assertThat(next).isNotEqualTo(authority);
        assertThatCode(() -> read(files.certificate()).verify(next.getPublicKey()))
                .doesNotThrowAnyException();
    }

    @Test
    void whoTrustsTheAuthorityReachesTheGatewayAndNobodyElseDoes() throws Exception {
        Authority authority = new Authority(LocalCertificate.in(keys).authority());
        Authority stranger = new Authority(LocalCertificate.in(Files.createDirectory(keys.resolve("other")))
                .authority());
        HttpsServer server = serving();
        try (Readiness readiness = new Readiness(Optional.of(authority));
                Readiness strange = new Readiness(Optional.of(stranger))) {
            int port = server.getAddress().getPort();
            Endpoint endpoint = new Endpoint(port, 0, true);

            assertThat(readiness.problem(endpoint)).isEmpty();
            assertThat(strange.problem(endpoint).orElseThrow()).startsWith("no TLS on port " + port);
            for (String host : List.of("localhost", "127.0.0.1")) {
                URI base = URI.create("https://%s:%d".formatted(host, port));
                try (Gateway gateway = new Gateway(base, Optional.empty(), Optional.of(authority))) {
                    assertThat(gateway.runs(1).path("workflows").isArray()).isTrue();
                }
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anUnreadableAuthorityIsNamedWithTheRemedy() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> new Authority(keys.resolve("none.crt")).context())
                .withMessageContaining("none.crt")
                .withMessageContaining("ql up --tls");
    }

    @Test
    void aStoreThatIsNoneIsNamedWithTheRemedy() throws IOException {
        Files.writeString(keys.resolve("tls.p12"), "half a file");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> LocalCertificate.in(keys))
                .withMessageContaining("rm " + keys.resolve("tls.p12"));
    }

    private HttpsServer serving() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.resolve("tls.p12").toFile(), PASSWORD);
        store.deleteEntry("authority");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] body = "{\"workflows\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static InstantSource daysFromNow(int days) {
        return InstantSource.fixed(Instant.now().plus(Duration.ofDays(days)));
    }

    private static X509Certificate read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
