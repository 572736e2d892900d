package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The way out of a company: a proxy that wants a password, and an authority that the JVM does not know. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class OutboundIT {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final List<String> TUNNELS = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path directory;

    private static FaultyProvider secure;
    private static FaultyProvider strange;
    private static ServerSocket proxy;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws Exception {
        secure = new FaultyProvider("secure", FaultyProvider.Call::good, tls("trusted"));
        strange = new FaultyProvider("strange", FaultyProvider.Call::good, tls("unknown"));
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(OutboundIT::serve);
        Path credentials = Files.writeString(directory.resolve("proxy"), "ada:secret\n");
        registry.add("quantumlayer.router.outbound.ca-file", () -> directory.resolve("trusted.pem"));
        registry.add("quantumlayer.router.outbound.proxy", () -> "http://127.0.0.1:" + proxy.getLocalPort());
        registry.add("quantumlayer.router.outbound.proxy-credentials-file", () -> credentials);
        registry.add("quantumlayer.router.outbound.no-proxy", () -> "localhost");
        provider(registry, "far", "https://models.example/v1");
        provider(registry, "near", "https://localhost:%d/v1".formatted(secure.port()));
        provider(registry, "strange", "https://localhost:%d/v1".formatted(strange.port()));
        provider(registry, "misnamed", "https://other.example/v1");
    }

    private static void provider(DynamicPropertyRegistry registry, String name, String url) {
        registry.add("quantumlayer.router.providers.%s.base-url".formatted(name), () -> url);
        registry.add("quantumlayer.router.providers.%s.models".formatted(name), () -> name);
    }

    @BeforeEach
    void forget() {
        TUNNELS.clear();
    }

    @AfterAll
    static void close() throws IOException {
        secure.close();
        strange.close();
        proxy.close();
    }

    @Test
    void reachesAProviderThroughTheProxyWithItsPasswordAndTrustsTheFilesAuthority() throws Exception {
        HttpResponse<String> answer = ask("far");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("from secure");
        assertThat(TUNNELS)
                .containsExactly("CONNECT models.example:443 HTTP/1.1 Basic "
                        + Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void reachesAHostThatNeedsNoProxyDirectly() throws Exception {
        assertThat(ask("near").body()).contains("from secure");
        assertThat(TUNNELS).isEmpty();
    }

    @Test
    void trustsNobodyElse() throws Exception {
        HttpResponse<String> unknown = ask("strange");
        assertThat(unknown.statusCode()).isEqualTo(502);
        assertThat(unknown.body()).contains("no secure connection could be made");

        HttpResponse<String> misnamed = ask("misnamed");
        assertThat(misnamed.statusCode()).as("the certificate has another name").isEqualTo(502);
        assertThat(secure.calls.size() + strange.calls.size())
                .as("nothing was sent over either")
                .isLessThanOrEqualTo(2);
    }

    private HttpResponse<String> ask(String model) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                                        .formatted(model)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A server socket with a certificate of its own, which is in NAME.pem as well. */
    private static ServerSocket tls(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-ext",
                "SAN=dns:localhost,dns:models.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-file",
                directory.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void keytool(String... arguments) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", "changeit");
        command.command().addAll(1, List.of(arguments));
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0)
                .as(said)
                .isTrue();
    }

    /** A proxy that takes every host for the provider with the trusted certificate. */
    private static void serve() {
        while (true) {
            try {
                Socket client = proxy.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void tunnel(Socket client) {
        try (client;
                Socket provider = new Socket(InetAddress.getLoopbackAddress(), secure.port())) {
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            String[] lines = head.toString().split("\r\n");
            String authorization = List.of(lines).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
            TUNNELS.add(lines[0] + " " + authorization);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = Thread.ofVirtual().start(() -> copy(provider, client));
            copy(client, provider);
            back.join();
        } catch (IOException | InterruptedException over) {
            // The connection is over, by either side's will.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            // The connection is over, by either side's will.
        }
    }
}
