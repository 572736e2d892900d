package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code smoke.sh} says of a platform that is not well; cluster and edge are played, the calls out of pods are real. */
class SmokeTests {

    /** Of a Service that answers, and of one that refuses connections. */
    private static final String ANSWERS = "127.30.88.1";

    private static final String REFUSES = "127.30.88.2";

    private static final String KUBECTL = """
            #!/usr/bin/env bash
            cluster=$(dirname "$0")
            name= namespace= arguments=()
            while [ $# -gt 0 ]; do
                case $1 in
                    -n) namespace=$2; shift ;;
                    -c | -l | -o | --field-selector) shift ;;
                    --) shift; break ;;
                    -*) ;;
                    *) arguments+=("$1") ;;
                esac
                shift
            done
            case ${arguments[0]} in
                version) ;;
                exec) exec "$@" ;;
                get) cat "$cluster/${arguments[1]}-$namespace${arguments[2]:+-${arguments[2]}}" 2>/dev/null ;;
            esac
            """;

    @TempDir
    private Path cluster;

    private final HttpServer edge = edge();
    private volatile String verdict = "complete";

    @BeforeEach
    void cluster() throws IOException {
        assumeTrue(
                Stream.of("curl", "jq", "unzip")
                        .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                                .anyMatch(directory ->
                                        Path.of(directory, tool).toFile().canExecute())),
                "curl, jq and unzip");
        Path kubectl = Files.writeString(cluster.resolve("kubectl"), KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        pods("quantumlayer", "api-gateway", "llm-router", "parser");
        pods("temporal", "workflow-verifier");
        for (String service : new String[] {"postgresql", "llm-router"}) {
            Files.writeString(cluster.resolve("service-quantumlayer-" + service), REFUSES);
        }
        Files.writeString(cluster.resolve("service-quantumlayer-quantumdrop"), ANSWERS);
    }

    @AfterEach
    void stop() {
        edge.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "failed"})
    void aRunThatBuiltOrTestedNothingFails(String ended) throws Exception {
        verdict = ended;

        Said said = smoke();

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("FAIL  verdict " + ended);
    }

    @Test
    void aServiceThatIsNotThereIsNoRefusal() throws Exception {
        Files.delete(cluster.resolve("service-quantumlayer-postgresql"));

        assertThat(smoke().text())
                .containsPattern("skip  api-gateway -> postgresql\\S+: there is no such Service here")
                .containsPattern("ok    parser -> llm-router\\S+ is refused");
    }

    /** Nobody listens at QuantumDrop's address, so that a refusal proves nothing. */
    @Test
    void withoutACallThatPassesNothingIsProved() throws Exception {
        Said said = smoke();

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).containsPattern("FAIL  api-gateway -> quantumdrop\\S+ is closed");
    }

    @Test
    void aCallThatMustBeRefusedAndPassesFails() throws Exception {
        try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getByName(ANSWERS))) {
            assertThat(smoke(open.getLocalPort()).text())
                    .containsPattern("ok    api-gateway -> quantumdrop\\S+ passes")
                    .containsPattern("FAIL  llm-router -> quantumdrop\\S+ passes");
        }
    }

    /** @param code of its exit */
    private record Said(int code, String text) {}

    private Said smoke() throws IOException, InterruptedException {
        return smoke(nobodys());
    }

    /** With ports that are nobody's on this machine but for QuantumDrop's, in place of those of a cluster. */
    private Said smoke(int quantumdrop) throws IOException, InterruptedException {
        return run(Files.readString(Path.of("smoke.sh"))
                .replace(".local 8090", ".local " + quantumdrop)
                .replaceAll("\\.local (5432|8080)", ".local " + nobodys()));
    }

    private static int nobodys() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Said run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        Files.writeString(cluster.resolve("smoke.sh"), script).toString())
                .redirectErrorStream(true);
        builder.environment().put("PATH", cluster + ":" + System.getenv("PATH"));
        builder.environment()
                .put("EDGE_URL", "http://127.0.0.1:" + edge.getAddress().getPort());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private void pods(String namespace, String... apps) throws IOException {
        String items = String.join(
                ",",
                Stream.of(apps)
                        .map(app -> """
                {"metadata": {"namespace": "%s", "name": "%s-7c9f-x2x", "labels": {"app": "%s"}},
                 "spec": {"containers": [{"name": "%s"}]},
                 "status": {"phase": "Running", "podIP": "127.0.0.1", "containerStatuses": [{"ready": true}]}}
                """.formatted(namespace, app, app, app))
                        .toList());
        Files.writeString(cluster.resolve("pods-" + namespace), "{\"items\": [%s]}".formatted(items));
        for (String app : apps) {
            Files.writeString(
                    cluster.resolve("pod-%s-%s-7c9f-x2x".formatted(namespace, app)),
                    "{\"spec\": {\"containers\": [{\"name\": \"%s\"}]}}".formatted(app));
        }
    }

    private HttpServer edge() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, 200, new byte[0]));
            server.createContext("/no/", exchange -> answer(exchange, 404, new byte[0]));
            server.createContext("/api/v1/status", exchange -> answer(exchange, 200, text("{\"services\":{}}")));
            server.createContext("/api/v1/workflows/generate-extended", exchange -> {
                boolean prompted =
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains("prompt");
                answer(exchange, prompted ? 202 : 400, text("{\"workflow_id\":\"w\"}"));
            });
            server.createContext(
                    "/api/v1/workflows/w/status",
                    exchange -> answer(
                            exchange,
                            200,
                            text(
                                    "{\"status\":\"Completed\",\"verdict\":\"%s\",\"progress\":{\"completed_stages\":12,\"stages\":[{\"drop\":\"d\"}]}}"
                                            .formatted(verdict))));
            server.createContext("/api/v1/workflows/w/download", exchange -> answer(exchange, 200, zip()));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.py"));
        }
        return bytes.toByteArray();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
