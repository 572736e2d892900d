package io.quantumlayer.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

@DisabledIf("isInstalled")
class TemporalCliTests {

    private static final Platform PLATFORM = new Platform("linux", "amd64");
    private static final byte[] PROGRAM = "#!/bin/sh\necho temporal\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path tools;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer releases;

    static boolean isInstalled() {
        return Programs.find("temporal").isPresent() || System.getenv("TEMPORAL_CLI") != null;
    }

    @BeforeEach
    void serve() throws IOException {
        byte[] archive = archive();
        releases = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        releases.createContext("/v1.2.3/temporal_cli_1.2.3_linux_amd64.tar.gz", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        releases.start();
    }

    @AfterEach
    void stop() {
        releases.stop(0);
    }

    @Test
    void theReleaseArchiveServesWherePythonIsMissing() throws Exception {
        Path program = cli(sha256(PROGRAM)).locate(FetchProgress.silent());

        assertThat(program).isEqualTo(tools.resolve("temporal-1.2.3/temporal")).isExecutable();
        assertThat(Files.readAllBytes(program)).isEqualTo(PROGRAM);
        assertThat(leftInTools()).containsExactlyInAnyOrder(".lock", "temporal-1.2.3");
    }

    @Test
    void whatHasAnotherDigestIsThrownAway() {
        assertThatExceptionOfType(ToolUnavailableException.class)
                .isThrownBy(() -> cli("00").locate(FetchProgress.silent()))
                .withMessageContaining("thrown away")
                .withMessageContaining("TEMPORAL_CLI")
                .withMessageContaining("TEMPORAL_ADDRESS");
        assertThat(leftInTools()).containsExactly(".lock");
    }

    @Test
    void severalAtOnceFetchOnce() throws Exception {
        TemporalCli cli = cli(sha256(PROGRAM));
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Path> locate = () -> cli.locate(FetchProgress.silent());
            for (var result : threads.invokeAll(List.of(locate, locate, locate, locate))) {
                assertThat(result.get()).isExecutable();
            }
        }

        assertThat(requests).hasValue(1);
    }

    @Test
    void aPlatformWithoutABuildIsNamed() {
        TemporalCli cli = new TemporalCli(tools, new Platform("plan9", "mips"), TemporalRelease.PINNED, List.of());

        assertThatExceptionOfType(ToolUnavailableException.class)
                .isThrownBy(() -> cli.locate(FetchProgress.silent()))
                .withMessageContaining("plan9-mips");
    }

    @Test
    void theUsualProxyVariableIsHeeded() {
        assertThat(ReleaseArchiveSource.proxy(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128"))
                        .select(URI.create("https://github.com/")))
                .extracting(proxy -> proxy.address().toString())
                .containsExactly(InetSocketAddress.createUnresolved("proxy.example.com", 3128)
                        .toString());
    }

    private TemporalCli cli(String digest) {
        return new TemporalCli(
                tools,
                PLATFORM,
                new TemporalRelease(
                        "1.2.3",
                        URI.create("http://127.0.0.1:%d/"
                                .formatted(releases.getAddress().getPort())),
                        Map.of(PLATFORM, new TemporalRelease.Build("any", 1, "00", digest))),
                List.of(new PythonIndexSource("/nowhere/python3"), TemporalSource.releaseArchive()));
    }

    private List<String> leftInTools() {
        try (Stream<Path> files = Files.list(tools)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (String name : List.of("LICENSE", "temporal")) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(PROGRAM.length);
                tar.putArchiveEntry(entry);
                tar.write(PROGRAM);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
