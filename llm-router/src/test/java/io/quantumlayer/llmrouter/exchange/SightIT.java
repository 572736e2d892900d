package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a call leaves behind: spans, kept answers, redacted prompts; and how calls share an account's places. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.total-timeout=20s"})
class SightIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final Queue<SpanData> SPANS = new ConcurrentLinkedQueue<>();
    private static final Queue<Boolean> NO_DELAY = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger BUSY = new AtomicInteger();
    private static final AtomicInteger BUSIEST = new AtomicInteger();
    private static FaultyProvider plain;
    private static FaultyProvider small;
    private static FaultyProvider left;
    private static Path routes;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    private SdkTracerProvider tracers;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @TestConfiguration
    static class Watching {

        @Bean
        SpanExporter spans() {
            return new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    SPANS.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            };
        }

        @Bean
        NettyServerCustomizer noDelayWatch() {
            return server -> server.doOnChannelInit((observer, channel, address) ->
                    NO_DELAY.add(channel.config().getOption(ChannelOption.TCP_NODELAY)));
        }
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws IOException {
        plain = new FaultyProvider("plain", FaultyProvider.Call::good);
        small = new FaultyProvider("small", call -> {
            BUSIEST.accumulateAndGet(BUSY.incrementAndGet(), Math::max);
            TimeUnit.MILLISECONDS.sleep(100);
            BUSY.decrementAndGet();
            call.good();
        });
        left = new FaultyProvider("left", call -> {
            TimeUnit.MILLISECONDS.sleep(100);
            call.good();
        });
        registry.add("quantumlayer.router.providers.left.base-url", left::baseUrl);
        registry.add("quantumlayer.router.providers.left.models", () -> "left");
        registry.add("quantumlayer.router.providers.left.concurrency", () -> "2");
        registry.add("quantumlayer.router.providers.left.json-schema", () -> "false");
        registry.add("quantumlayer.router.providers.plain.base-url", plain::baseUrl);
        registry.add("quantumlayer.router.providers.plain.models", () -> "m,other");
        registry.add("quantumlayer.router.providers.plain.prices.m.input", () -> "1");
        registry.add("quantumlayer.router.providers.plain.prices.m.output", () -> "1");
        registry.add("quantumlayer.router.providers.small.base-url", small::baseUrl);
        registry.add("quantumlayer.router.providers.small.models", () -> "tight");
        registry.add("quantumlayer.router.providers.small.concurrency", () -> "2");
        registry.add("quantumlayer.router.record-content", () -> "false");
        routes = Files.createTempFile("routes", ".yaml");
        Files.writeString(routes, """
                routes:
                  - model: kept
                    cache: 10m
                    targets: [{provider: plain, model: m}]
                  - model: adapted
                    cache: 10m
                    targets: [{provider: plain, model: gpt-5-of-ours}]
                  - model: dropped
                    cache: 10m
                    targets: [{provider: plain, model: gpt-4-of-ours}]
                  - model: careful
                    redact: [email, card, key]
                    targets: [{provider: plain, model: m}]
                  - model: modest
                    strategy: cheapest
                    targets:
                      - {provider: plain, model: m, lacks: [tools, images]}
                      - {provider: plain, model: other}
                  - model: simple
                    targets: [{provider: plain, model: m, lacks: [tools]}]
                """);
        registry.add("quantumlayer.router.routes-file", routes::toString);
    }

    @BeforeEach
    void forget() {
        tracers.forceFlush().join(5, TimeUnit.SECONDS);
        SPANS.clear();
        plain.calls.clear();
        plain.bodies.clear();
    }

    @AfterAll
    static void close() throws IOException {
        plain.close();
        small.close();
        left.close();
        Files.delete(routes);
    }

    @Test
    void makesASpanOfACallWithinTheCallersTraceAndWithoutContent() throws Exception {
        ask("m", "A secret of mine", "traceparent", "00-%s-%s-01".formatted(TRACE, PARENT), "X-Request-ID", "r-1");

        SpanData span = span();
        assertThat(span.getName()).isEqualTo("chat m");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(text(span, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(span, "gen_ai.provider.name")).isEqualTo("plain");
        assertThat(text(span, "gen_ai.request.model")).isEqualTo("m");
        assertThat(text(span, "gen_ai.response.model")).isEqualTo("m");
        assertThat(text(span, "quantumlayer.request_id")).isEqualTo("r-1");
        assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
                .isEqualTo(3);
        assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.output_tokens")))
                .isEqualTo(2);
        assertThat(span.getEndEpochNanos()).isGreaterThan(span.getStartEpochNanos());
        assertThat(span.getAttributes().toString()).doesNotContain("secret", "from plain");
    }

    @Test
    void marksTheSpanOfACallThatFailed() throws Exception {
        ask("nobody-has-it", "Hello");

        SpanData span = span();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(span, "error.type")).isEqualTo("model_not_found");
    }

    @Test
    void givesAKeptAnswerAgainAndTellsItsAge() throws Exception {
        HttpResponse<String> first = ask("kept", "Hello");
        TimeUnit.MILLISECONDS.sleep(1100);
        HttpResponse<String> second = ask("kept", "Hello");

        assertThat(first.headers().firstValue("X-QL-Cache")).hasValue("miss");
        assertThat(first.headers().firstValue("age")).isEmpty();
        assertThat(second.headers().firstValue("X-QL-Cache")).hasValue("hit");
        assertThat(Long.parseLong(second.headers().firstValue("age").orElseThrow()))
                .isBetween(1L, 5L);
        assertThat(second.headers().firstValue("X-QL-Cost-USD")).hasValue("0");
        assertThat(second.headers().firstValue("X-QL-Provider")).hasValue("plain");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(plain.calls).hasSize(1);
    }

    @Test
    void tellsWhatWasChangedOfARequestWheneverItsAnswerIsGivenAgain() throws Exception {
        for (String stream : List.of("false", "true")) {
            String members = ",\"reasoning_effort\":\"low\",\"stream\":" + stream;
            for (String cache : List.of("miss", "hit")) {
                HttpResponse<String> dropped = send("dropped", "Hello", members);
                HttpResponse<String> adapted = send("adapted", "Hello", members);

                assertThat(dropped.headers().firstValue("X-QL-Cache")).hasValue(cache);
                assertThat(dropped.headers().firstValue("X-QL-Dropped")).hasValue("reasoning_effort");
                assertThat(adapted.headers().firstValue("X-QL-Cache")).hasValue(cache);
                assertThat(adapted.headers().firstValue("X-QL-Adapted")).hasValue("max_tokens");
            }
        }
    }

    @Test
    void keepsStreamsThatCameToTheirEnd() throws Exception {
        HttpResponse<String> first = send("kept", "Stream", ",\"stream\":true");
        HttpResponse<String> second = send("kept", "Stream", ",\"stream\":true");

        assertThat(second.body()).isEqualTo(first.body()).contains("[DONE]");
        assertThat(second.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"));
        assertThat(second.headers().firstValue("X-QL-Cache")).hasValue("hit");
        assertThat(plain.calls).hasSize(1);
    }

    @Test
    void asksAgainWhereTheRequestDiffersOrWantsIt() throws Exception {
        ask("kept", "One");
        ask("kept", "Two");
        ask("kept", "One", "Cache-Control", "no-cache");
        ask("kept", "Three", "Cache-Control", "no-store");
        ask("kept", "Three", "Cache-Control", "no-store");

        assertThat(plain.calls).hasSize(5);
        assertThat(ask("m", "One").headers().firstValue("X-QL-Cache")).isEmpty();
        assertThat(ask("m", "One").headers().firstValue("X-QL-Cache")).isEmpty();
        assertThat(plain.calls).as("nothing is kept where no route says so").hasSize(7);
    }

    @Test
    void takesSensitiveTextsOutBeforeThePromptLeaves() throws Exception {
        HttpResponse<String> answer = ask("careful", "I am ada@example.com with 4111 1111 1111 1111");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(plain.bodies).singleElement().asString().contains("I am [EMAIL] with [CARD]");
        assertThat(answer.headers().firstValue("X-QL-Redacted")).hasValue("2");
        assertThat(ask("careful", "Nothing to hide").headers().firstValue("X-QL-Redacted"))
                .isEmpty();
    }

    @Test
    void asksTheCheapestTargetThatCanDoWhatIsAsked() throws Exception {
        String tools =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"add\",\"parameters\":{\"type\":\"object\"}}}]";

        assertThat(ask("modest", "Hello").headers().firstValue("X-QL-Model")).hasValue("m");
        assertThat(send("modest", "Hello", tools).headers().firstValue("X-QL-Model"))
                .hasValue("other");
        HttpResponse<String> impossible = send("simple", "Hello", tools);
        assertThat(impossible.statusCode()).isEqualTo(400);
        assertThat(impossible.body()).contains("simple", "tools");
    }

    @Test
    void asksAnAccountNoMoreThanItTakesAtOnceAndLetsTheOthersWait() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(http.sendAsync(
                    request("tight", "Hello", "", "X-QL-Request-Class", i % 7 == 0 ? "interactive" : "batch"),
                    HttpResponse.BodyHandlers.ofString()));
        }

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.get(30, TimeUnit.SECONDS).statusCode())
                                .isEqualTo(200));
        assertThat(BUSIEST.get()).isEqualTo(2);
        assertThat(meters.find("llm.router.slots.wait")
                        .tag("class", "batch")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void givesThePlaceOfACallBackWhoseClientLeftWhileItWaited() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(http.sendAsync(request("left", "Hello", ""), HttpResponse.BodyHandlers.ofString()));
        }
        TimeUnit.MILLISECONDS.sleep(50);
        answers.forEach(answer -> answer.cancel(true));
        TimeUnit.MILLISECONDS.sleep(300);

        assertThat(ask("left", "Hello").statusCode()).isEqualTo(200);
        assertThat(ask("left", "Hello").statusCode()).isEqualTo(200);
        assertThat(ask("left", "Hello").statusCode()).isEqualTo(200);
    }

    @Test
    void asksAServerThatKnowsNoSchemasForAJsonObject() throws Exception {
        left.bodies.clear();

        send(
                "left",
                "Hello",
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\"}}}");

        assertThat(left.bodies.getLast())
                .contains("\"response_format\":{\"type\":\"json_object\",\"schema\":{\"type\":\"object\"}}");
    }

    @Test
    void namesTheClassesWhereARequestHasAnother() throws Exception {
        HttpResponse<String> answer = ask("m", "Hello", "X-QL-Request-Class", "urgent");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-QL-Request-Class", "interactive", "batch");
    }

    @Test
    void sendsSmallWritesToClientsAtOnce() throws Exception {
        ask("m", "Hello");

        assertThat(NO_DELAY).isNotEmpty().containsOnly(true);
    }

    private SpanData span() {
        tracers.forceFlush().join(5, TimeUnit.SECONDS);
        return SPANS.stream()
                .filter(span -> span.getInstrumentationScopeInfo().getName().equals("io.quantumlayer.llmrouter"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SpanData span, String attribute) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(attribute)));
    }

    private HttpResponse<String> ask(String model, String text, String... headers) throws Exception {
        return http.send(request(model, text, "", headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String model, String text, String members) throws Exception {
        return http.send(request(model, text, members), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String model, String text, String members, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                                .formatted(model, text, members)));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.build();
    }
}
