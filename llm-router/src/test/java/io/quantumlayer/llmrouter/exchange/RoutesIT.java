package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Routes over sockets: who is asked, in which order, and what a changed file does. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class RoutesIT {

    private static final Map<String, FaultyProvider> PROVIDERS = new LinkedHashMap<>();
    private static final String ROUTES = """
            routes:
              - model: hedged
                hedge: {after: 150ms, percent: 100}
                targets:
                  - {provider: slow, model: m, order: 0}
                  - {provider: dear, model: m, order: 1}
              - model: rarely-hedged
                hedge: {after: 150ms, percent: 1}
                targets:
                  - {provider: slow, model: m, order: 0}
                  - {provider: dear, model: m, order: 1}
              - model: weighted
                targets:
                  - {provider: dear, model: m, weight: 3}
                  - {provider: cheap, model: m, weight: 1}
              - model: cheapest
                strategy: cheapest
                targets:
                  - {provider: dear, model: m}
                  - {provider: cheap, model: m}
              - model: sticky
                affinity: true
                targets:
                  - {provider: dear, model: m}
                  - {provider: cheap, model: m}
            """;
    private static Path routes;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws IOException {
        PROVIDERS.put("dear", new FaultyProvider("dear", FaultyProvider.Call::good));
        PROVIDERS.put("cheap", new FaultyProvider("cheap", FaultyProvider.Call::good));
        PROVIDERS.put("slow", new FaultyProvider("slow", call -> {
            TimeUnit.MILLISECONDS.sleep(700);
            call.good();
        }));
        PROVIDERS.forEach((name, provider) -> {
            registry.add("quantumlayer.router.providers.%s.base-url".formatted(name), provider::baseUrl);
            registry.add("quantumlayer.router.providers.%s.models".formatted(name), () -> "m");
            String price = name.equals("cheap") ? "1" : "9";
            registry.add("quantumlayer.router.providers.%s.prices.m.input".formatted(name), () -> price);
            registry.add("quantumlayer.router.providers.%s.prices.m.output".formatted(name), () -> price);
        });
        routes = Files.createTempFile("routes", ".yaml");
        Files.writeString(routes, ROUTES);
        registry.add("quantumlayer.router.routes-file", routes::toString);
    }

    @BeforeEach
    void forget() {
        PROVIDERS.values().forEach(provider -> provider.calls.clear());
    }

    @AfterAll
    static void close() throws IOException {
        for (FaultyProvider provider : PROVIDERS.values()) {
            provider.close();
        }
        Files.delete(routes);
    }

    @Test
    void asksASecondTargetWhenTheFirstIsSlowAndLeavesTheFirst() throws Exception {
        HttpResponse<String> answer = ask("hedged", "Hello");

        assertThat(answer.body()).contains("from dear");
        assertThat(answer.headers().firstValue("X-QL-Attempts").orElseThrow())
                .startsWith("2; ")
                .contains("slow/default hedged");
    }

    @Test
    void hedgesNoMoreCallsThanTheRouteSays() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(ask("rarely-hedged", "Hello").body()).contains("from slow");
        }

        assertThat(PROVIDERS.get("dear").calls).isEmpty();
    }

    @Test
    void sharesCallsByWeight() throws Exception {
        for (int i = 0; i < 200; i++) {
            ask("weighted", "Hello");
        }

        assertThat(PROVIDERS.get("dear").calls.size()).isBetween(120, 180);
        assertThat(PROVIDERS.get("cheap").calls.size()).isBetween(20, 80);
    }

    @Test
    void asksTheCheapestTarget() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(ask("cheapest", "Hello").body()).contains("from cheap");
        }
    }

    @Test
    void keepsAConversationWithOneTarget() throws Exception {
        Set<String> answers = new HashSet<>();
        for (int conversation = 0; conversation < 20; conversation++) {
            Set<String> of = new HashSet<>();
            for (int turn = 0; turn < 3; turn++) {
                of.add(ask("sticky", "Conversation " + conversation).body());
            }
            assertThat(of).hasSize(1);
            answers.addAll(of);
        }
        assertThat(answers).hasSize(2);
    }

    @Test
    void usesAChangedFileWithinASecondAndKeepsTheRoutesWhenItBreaks() throws Exception {
        assertThat(ask("added", "Hello").statusCode()).isEqualTo(404);

        Files.writeString(routes, ROUTES + "  - model: added\n    targets: [{provider: cheap, model: m}]\n");
        TimeUnit.MILLISECONDS.sleep(1000);
        assertThat(ask("added", "Hello").body()).contains("from cheap");

        Files.writeString(routes, "routes: [{model: other}]\n");
        TimeUnit.MILLISECONDS.sleep(1000);
        assertThat(ask("added", "Hello").body()).contains("from cheap");

        Files.writeString(routes, ROUTES);
        TimeUnit.MILLISECONDS.sleep(1000);
        assertThat(ask("added", "Hello").statusCode()).isEqualTo(404);
        assertThat(List.of(ask("cheapest", "Hello").body())).allMatch(body -> body.contains("from cheap"));
    }

    private HttpResponse<String> ask(String model, String text) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                        .formatted(model, text)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
