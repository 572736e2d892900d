package io.quantumlayer.quantumdrop;

import static io.quantumlayer.quantumdrop.PlatformKeys.GATEWAY;
import static io.quantumlayer.quantumdrop.PlatformKeys.WORKER;
import static io.quantumlayer.quantumdrop.PlatformKeys.callersToken;
import static io.quantumlayer.quantumdrop.PlatformKeys.serviceToken;
import static io.quantumlayer.quantumdrop.PlatformKeys.workersToken;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.testsupport.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Each write of the API, each way to come with it. */
@QuantumDropIntegrationTest
class WriteGuardIT {

    /** Who comes, with what, and whether that opens every write, the owner's alone or none. */
    private enum Way {
        THE_WORKER(ServiceTokens.HEADER, workersToken(), 2),
        A_CALLER_OF_THE_GATEWAY(Identity.HEADER, callersToken(GATEWAY), 1),
        NOBODY("X-Nothing", "", 0),
        A_TOKEN_FOR_ANOTHER_SERVICE(ServiceTokens.HEADER, token(WORKER, ServiceTokens.WORKER, "parser"), 0),
        A_TOKEN_OF_ANOTHER_SERVICE(ServiceTokens.HEADER, token(WORKER, "workflow-api", "quantumdrop"), 0),
        A_TOKEN_OF_ANOTHER_KEY(ServiceTokens.HEADER, token(TestKeys.create(), ServiceTokens.WORKER, "quantumdrop"), 0),
        A_TOKEN_OF_THE_GATEWAYS_KEY(ServiceTokens.HEADER, token(GATEWAY, ServiceTokens.WORKER, "quantumdrop"), 0),
        AN_EXPIRED_TOKEN(
                ServiceTokens.HEADER,
                serviceToken(
                        WORKER,
                        ServiceTokens.WORKER,
                        "quantumdrop",
                        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10))),
                0),
        AN_IDENTITY_AS_A_SERVICE_TOKEN(ServiceTokens.HEADER, callersToken(GATEWAY), 0),
        A_SERVICE_TOKEN_AS_AN_IDENTITY(Identity.HEADER, workersToken(), 0),
        AN_IDENTITY_OF_ANOTHER_KEY(Identity.HEADER, callersToken(TestKeys.create()), 0),
        AN_EMPTY_TOKEN(ServiceTokens.HEADER, "", 0),
        A_BEARER("Authorization", "Bearer " + workersToken(), 0);

        private final String header;
        private final String value;
        private final int rights;

        Way(String header, String value, int rights) {
            this.header = header;
            this.value = value;
            this.rights = rights;
        }

        private static String token(TestKeys keys, String service, String audience) {
            return serviceToken(keys, service, audience, Clock.systemUTC());
        }
    }

    private record Write(HttpMethod method, String path, String body, boolean ofTheOwner, int accepted) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final List<Write> WRITES = List.of(
            new Write(HttpMethod.POST, "/api/v1/drops", """
                    {"workflow_id":"{workflow}","stage":"frd_generation","type":"frd","artifact":"planted",\
                    "idempotency_key":"planted"}""", false, 201),
            new Write(HttpMethod.POST, "/api/v1/drops/batch", """
                    [{"workflow_id":"{workflow}","stage":"frd_generation","type":"frd","artifact":"planted"}]""", false, 201),
            new Write(
                    HttpMethod.POST, "/api/v1/workflows/{workflow}/events", "{\"type\":\"run.completed\"}", false, 201),
            new Write(HttpMethod.PUT, "/api/v1/runs/{workflow}", """
                    {"run_id":"r","request_id":"q","language":"python","type":"function","state":"Completed"}""", false, 204),
            new Write(HttpMethod.POST, "/api/v1/runs/query", """
                    {"workflow_ids":["{workflow}"]}""", false, 200),
            new Write(HttpMethod.POST, "/api/v1/workflows/{workflow}/rollback/{drop}", "", true, 200),
            new Write(HttpMethod.DELETE, "/api/v1/drops/{drop}", "", true, 200));

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @ParameterizedTest
    @MethodSource("everyWayOfEveryWrite")
    void aWriteIsTheWorkersOrTheOwners(Write write, Way way) {
        String workflow = Server.newWorkflow();
        Drop drop = Server.client(port).create(Server.drop(workflow, "code_generation", "before"));
        boolean allowed = way.rights == 2 || way.rights == 1 && write.ofTheOwner;
        String path = filled(write.path, workflow, drop);

        int status = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .method(write.method)
                .uri(path)
                .header(way.header, way.value)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(filled(write.body, workflow, drop))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();

        if (allowed) {
            assertThat(status).isEqualTo(write.accepted);
        } else {
            assertThat(status).isEqualTo(way == Way.A_CALLER_OF_THE_GATEWAY ? 403 : 401);
            assertThat(trace(workflow)).isEqualTo(List.of(drop.id()));
        }
    }

    @Test
    void theTableNamesEveryWriteOfTheApi() {
        Set<String> served = new HashSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .filter(method -> method != RequestMethod.GET)
                        .forEach(method -> mapping.getPatternsCondition()
                                .getPatterns()
                                .forEach(pattern -> served.add(method + " " + shape(pattern.getPatternString())))));

        assertThat(WRITES)
                .extracting(write -> write.method + " " + shape(write.path))
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void theRefusalSaysWhichKeyIsMissing() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .post()
                .uri("/api/v1/drops")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody(String.class)
                .value(problem -> assertThat(problem).contains("QL_WORKER_PRIVATE_KEY", "X-QL-Service-Token"));
    }

    static Stream<Arguments> everyWayOfEveryWrite() {
        return WRITES.stream().flatMap(write -> Arrays.stream(Way.values()).map(way -> Arguments.of(write, way)));
    }

    /** Ids of the drops that are there, and every event and record besides those that they left. */
    private List<String> trace(String workflow) {
        WebTestClient web = Server.web(port);
        List<String> found = new ArrayList<>();
        Map<?, ?> page = web.get()
                .uri("/api/v1/workflows/{id}/drops", workflow)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        ((List<?>) page.get("drops")).forEach(drop -> found.add(String.valueOf(((Map<?, ?>) drop).get("id"))));
        web
                .get()
                .uri("/api/v1/workflows/{id}/events", workflow)
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectBodyList(Map.class)
                .returnResult()
                .getResponseBody()
                .stream()
                .map(event -> String.valueOf(event.get("type")))
                .filter(type -> !type.equals("drop.stored"))
                .forEach(found::add);
        Object state = web.get()
                .uri("/api/v1/runs/{id}", workflow)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("state");
        if (state != null) {
            found.add(state.toString());
        }
        return found;
    }

    private static String filled(String template, String workflow, Drop drop) {
        return template.replace("{workflow}", workflow).replace("{drop}", drop.id());
    }

    private static String shape(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }
}
