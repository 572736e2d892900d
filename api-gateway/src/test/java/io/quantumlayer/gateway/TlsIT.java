package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@EdgeTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "server.ssl.bundle=gateway",
            "spring.ssl.bundle.jks.gateway.reload-on-update=true",
            "spring.ssl.bundle.jks.gateway.keystore.password=changeit",
            "spring.ssl.bundle.jks.gateway.keystore.type=PKCS12",
            "spring.ssl.bundle.watch.file.quiet-period=100ms"
        })
class TlsIT {

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    private record Answer(String text, String subject) {}

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        certificate("first", folder.resolve("store.p12"));
        registry.add("spring.ssl.bundle.jks.gateway.keystore.location", () -> "file:" + folder.resolve("store.p12"));
    }

    @Test
    void servesTlsAndANewCertificateWithoutARestart() throws Exception {
        Answer answer = get();
        assertThat(answer.text()).startsWith("HTTP/1.1 200").containsIgnoringCase("strict-transport-security:");
        assertThat(answer.subject()).isEqualTo("CN=first");

        Path next = folder.resolve("next.p12");
        certificate("second", next);
        Files.move(next, folder.resolve("store.p12"), StandardCopyOption.REPLACE_EXISTING);

        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (get().subject().equals("CN=first") && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        assertThat(get().subject()).isEqualTo("CN=second");
    }

    private Answer get() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new Answer(text, certificate.getSubjectX500Principal().getName());
        }
    }

    private static void certificate(String name, Path file) {
        try {
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
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "changeit",
                            "-keystore",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(output).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
