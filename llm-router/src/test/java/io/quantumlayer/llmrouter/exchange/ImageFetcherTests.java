package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quantumlayer.llmrouter.upstream.OutboundProperties;
import io.quantumlayer.llmrouter.upstream.PublicAddresses;
import io.quantumlayer.llmrouter.upstream.Upstreams;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.json.JsonTrees;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;

class ImageFetcherTests {

    private static final byte[] PNG = "\u0089PNG picture".getBytes(StandardCharsets.ISO_8859_1);
    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static final LoopResources LOOPS = LoopResources.create("images", 1, true);
    private static final OutboundProperties DIRECT =
            new OutboundProperties(null, null, List.of(), null, Duration.ofSeconds(60));
    private static final Upstreams UPSTREAMS = new Upstreams(DIRECT, LOOPS, new PublicAddresses(true));

    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ImageFetcherTests::answer);
        server.start();
    }

    @AfterAll
    static void close() {
        server.stop(0);
        UPSTREAMS.close();
        LOOPS.dispose();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            FETCHED.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.equals("/page") ? "<html>".getBytes(StandardCharsets.UTF_8) : PNG;
            if (path.startsWith("/moved")) {
                exchange.getResponseHeaders().set("Location", path.equals("/moved") ? "/a.png" : "/moved-again");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(path.equals("/gone") ? 404 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static JsonNode inlined(String body) {
        return JsonTrees.read(
                new ImageFetcher(UPSTREAMS, Duration.ofSeconds(5)).inlined(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[{"content":[{"type":"image_url","image_url":{"url":"URL","detail":"low"}}]}]} | {"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,DATA","detail":"low"}}]}]}
            {"messages":[{"content":[{"type":"image","source":{"type":"url","url":"URL"}}]}]}           | {"messages":[{"content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"}}]}]}
            {"messages":[{"content":[{"type":"tool_result","content":[{"type":"image","source":{"type":"url","url":"URL"}}]}]}]} | {"messages":[{"content":[{"type":"tool_result","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"}}]}]}]}
            {"input":[{"content":[{"type":"input_image","image_url":"URL"}]},{"output":[{"type":"input_image","image_url":"URL"}]}]} | {"input":[{"content":[{"type":"input_image","image_url":"data:image/png;base64,DATA"}]},{"output":[{"type":"input_image","image_url":"data:image/png;base64,DATA"}]}]}
            """)
    void putsTheImageInThePlaceOfItsAddress(String given, String expected) {
        String data = Base64.getEncoder().encodeToString(PNG);
        FETCHED.set(0);

        assertThat(inlined(given.replace("URL", url("/a.png?size=2"))))
                .isEqualTo(JsonTrees.read(expected.replace("DATA", data)));
        assertThat(FETCHED).hasValue(1);
        assertThat(inlined(given.replace("URL", url("/moved"))))
                .isEqualTo(JsonTrees.read(expected.replace("DATA", data)));
    }

    @Test
    void leavesARequestWithoutAddressesAlone() {
        byte[] body = "{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"http://x\"}]}],\"n\":1.0}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new ImageFetcher(UPSTREAMS, Duration.ofSeconds(5)).inlined(body))
                .isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource({
        "/gone, answered 404",
        "/page, is no PNG",
        "/moved-for-ever, more than 3 times",
        "http://10.255.255.1/a.png, host is unknown",
        "http://[::ffff:10.0.0.1]/a.png, ''",
        "http:///a.png, no http(s) URL",
        "http://a b/, no http(s) URL"
    })
    void saysWhichImageCannotBeFetched(String address, String cause) {
        String url = address.startsWith("http") ? address : url(address);

        assertThatThrownBy(() -> inlined(
                        "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}]}]}"
                                .formatted(url)))
                .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("image_not_fetched");
                    assertThat(refused.param()).isEqualTo("messages[0].content[0].image_url.url");
                })
                .hasMessageContaining(cause)
                .hasMessageContaining("send the image itself in base64");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost"})
    void doesNotFetchFromItsOwnMachineWhereOthersReachTheRouter(String host) {
        Upstreams reached = new Upstreams(DIRECT, LOOPS, new PublicAddresses(false));
        ImageFetcher fetcher = new ImageFetcher(reached, Duration.ofSeconds(5));
        byte[] body =
                "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://%s:%d/a.png\"}}]}]}"
                        .formatted(host, server.getAddress().getPort())
                        .getBytes(StandardCharsets.UTF_8);
        FETCHED.set(0);

        assertThatThrownBy(() -> fetcher.inlined(body)).hasMessageContaining("The address must be public");
        assertThat(FETCHED).hasValue(0);
        reached.close();
    }
}
