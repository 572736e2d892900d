package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@EdgeTest
class StreamsIT {

    private static final int CHUNK = 64 * 1024;
    private static final long DOWNLOAD = 200L * 1024 * 1024;
    private static final long LITTLE = 48L * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/workflows/a/events, quantumdrop, text/event-stream",
        "/v1/chat/completions, llm-router, text/event-stream;charset=UTF-8",
        "/api/v1/tasks/stream, agent-orchestrator, application/x-ndjson"
    })
    void passesEachEventAtOnce(String path, String service, String type) throws Exception {
        Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
        FakePlatform.service(service)
                .on(
                        path,
                        (request, response) -> response.header("Content-Type", type)
                                .send(
                                        events.asFlux()
                                                .map(event -> Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)),
                                        flushNow -> true));

        events.tryEmitNext("data: 0\n\n");
        HttpResponse<InputStream> answer =
                http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body()))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
            for (int event = 0; event < 5; event++) {
                String line = CompletableFuture.supplyAsync(() -> line(lines)).get(3, TimeUnit.SECONDS);
                assertThat(line).isEqualTo("data: " + event);
                assertThat(line(lines)).isEmpty();
                events.tryEmitNext("data: " + (event + 1) + "\n\n");
            }
            events.tryEmitComplete();
        }
    }

    @Test
    void keepsTheLastEventIdThatAClientGoesOnFrom() throws Exception {
        http.send(
                HttpRequest.newBuilder(uri("/api/v1/workflows/a/events"))
                        .header("Last-Event-ID", "17")
                        .build(),
                BodyHandlers.ofString());

        assertThat(FakePlatform.service("quantumdrop").next().headers().get("Last-Event-ID"))
                .isEqualTo("17");
    }

    @Test
    void streamsALargeDownloadAtThePaceOfTheClient() throws Exception {
        AtomicLong sent = new AtomicLong();
        FakePlatform.service("quantumdrop")
                .on(
                        "/api/v1/workflows/big/download",
                        (request, response) -> response.header("Content-Type", "application/zip")
                                .send(Flux.range(0, (int) (DOWNLOAD / CHUNK)).map(index -> {
                                    sent.addAndGet(CHUNK);
                                    return (ByteBuf) Unpooled.wrappedBuffer(new byte[CHUNK]);
                                })));
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(uri("/api/v1/workflows/big/download")).build(), BodyHandlers.ofInputStream());

        long received = 0;
        long peak = 0;
        long before = direct();
        byte[] buffer = new byte[CHUNK];
        try (InputStream body = answer.body()) {
            received += body.readNBytes(buffer, 0, CHUNK);
            Thread.sleep(1000);
            assertThat(sent.get()).as("sent while the client does not read").isLessThan(LITTLE);
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                received += read;
                peak = Math.max(peak, direct() - before);
            }
        }

        assertThat(received).isEqualTo(DOWNLOAD);
        assertThat(peak).as("direct memory over what it was").isLessThan(LITTLE);
    }

    @Test
    void streamsAnUploadBeforeItIsComplete() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FakePlatform.service("parser")
                .on(
                        "/api/v1/parser/parse",
                        (request, response) -> request.receive()
                                .doOnNext(part -> begun.countDown())
                                .then(response.sendString(Mono.just("parsed")).then()));
        PipedOutputStream upload = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(upload);

        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                HttpRequest.newBuilder(uri("/api/v1/parser/parse"))
                        .POST(BodyPublishers.ofInputStream(() -> body))
                        .build(),
                BodyHandlers.ofString());
        upload.write(new byte[32 * 1024]);
        upload.flush();

        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        upload.close();
        assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("parsed");
    }

    @Test
    void closesTheStreamOfTheServiceWhenTheClientGoes() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        FakePlatform.service("quantumdrop").on("/api/v1/workflows/a/events", (request, response) -> {
            request.withConnection(connection -> connection.onTerminate().subscribe(null, null, closed::countDown));
            return response.sse()
                    .sendString(Flux.concat(Mono.just("data: 0\n\n"), Flux.never()), StandardCharsets.UTF_8);
        });

        try (Socket socket = get("/api/v1/workflows/a/events")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesTheRequestToTheServiceWhenTheClientDoesNotWaitForTheAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        FakePlatform.service("llm-router").on("/v1/models", (request, response) -> {
            request.withConnection(connection -> connection.onTerminate().subscribe(null, null, closed::countDown));
            asked.countDown();
            return Mono.never();
        });

        try (Socket socket = get("/v1/models")) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private Socket get(String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static String line(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long direct() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
