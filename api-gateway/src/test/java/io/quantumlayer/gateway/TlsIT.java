package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@EdgeTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "QL_TLS_CERTIFICATE=target/tls/tls.crt",
            "QL_TLS_PRIVATE_KEY=target/tls/tls.key",
            "spring.ssl.bundle.watch.file.quiet-period=100ms"
        })
class TlsIT {

    private static final Path FOLDER = Path.of("target/tls");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @LocalServerPort
    private int port;

    private record Answer(String text, String subject) {}

    static {
        certificate("first");
    }

    @Test
    void servesTlsAndANewCertificateWithoutARestart() throws Exception {
        Answer answer = get("TLSv1.3");
        assertThat(answer.text()).startsWith("HTTP/1.1 200").containsIgnoringCase("strict-transport-security:");
        String before = answer.subject();

        certificate("second");

        await().untilAsserted(() ->
                assertThat(get("TLSv1.3").subject()).isNotEqualTo(before).isEqualTo("CN=second"));
    }

    @Test
    void speaksTls12And13AndNothingOlder() throws Exception {
        assertThat(get("TLSv1.2").text()).startsWith("HTTP/1.1 200");
        assertThat(get("TLSv1.3").text()).startsWith("HTTP/1.1 200");
        assertThatThrownBy(() -> get("TLSv1.1")).isInstanceOf(IOException.class);
    }

    @Test
    void speaksHttp2WithWhoAsksForIt() throws Exception {
        HttpResponse<String> answer = http2("/health");

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** The setting that switches HTTP/2 on for callers is the same that Spring Cloud Gateway reads for its own calls. */
    @Test
    void callsItsPlaintextServicesByHttp11AsWithoutTls() throws Exception {
        FakePlatform.forget();
        HttpResponse<String> answer = http2("/api/v1/parser/languages");

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(FakePlatform.service("parser").next().headers().names())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain("upgrade", "http2-settings");
    }

    private HttpResponse<String> http2(String path) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trustingAll())
                .version(HttpClient.Version.HTTP_2)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:%d%s".formatted(port, path)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void sendsPlaintextToTheSamePortOverTls() throws Exception {
        String answer = RawClient.exchange(port, """
                GET /api/v1/runs?limit=1 HTTP/1.1
                Host: localhost:%d
                Connection: close

                """.formatted(port));

        assertThat(answer).startsWith("HTTP/1.1 308");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("location: https://localhost:%d/api/v1/runs?limit=1".formatted(port));
    }

    private Answer get(String protocol) throws IOException, GeneralSecurityException {
        try (SSLSocket socket =
                (SSLSocket) trustingAll().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new Answer(text, certificate.getSubjectX500Principal().getName());
        }
    }

    private static SSLContext trustingAll() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
        return context;
    }

    /** Writes a certificate for localhost and its key where the gateway reads them. */
    private static void certificate(String name) {
        try {
            Files.createDirectories(FOLDER);
            Path store = FOLDER.resolve(name + ".p12");
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "gateway",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(output).isZero();
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            Certificate certificate = keys.getCertificate("gateway");
            Key key = keys.getKey("gateway", PASSWORD);
            write("tls.key", "PRIVATE KEY", key.getEncoded());
            write("tls.crt", "CERTIFICATE", certificate.getEncoded());
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(String file, String label, byte[] der) throws IOException {
        Path next = FOLDER.resolve(file + ".next");
        Files.writeString(
                next,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der)));
        Files.move(next, FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
