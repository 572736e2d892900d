package io.quantumlayer.quantumdrop;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.platform.identity.ServiceTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The service under test, as the worker sees it. */
public final class Server {

    private Server() {}

    public static DropsClient client(int port) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(RestClient.builder()
                        .baseUrl("http://localhost:" + port)
                        .defaultHeader(ServiceTokens.HEADER, PlatformKeys.workersToken())
                        .build()))
                .build()
                .createClient(DropsClient.class);
    }

    public static WebTestClient web(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeader(ServiceTokens.HEADER, PlatformKeys.workersToken())
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** A workflow that no other test uses. */
    public static String newWorkflow() {
        return "wf-" + UUID.randomUUID();
    }

    public static NewDrop drop(String workflowId, String stage, String artifact, DropFile... files) {
        return new NewDrop(null, workflowId, null, stage, "code", artifact, null, null, null, List.of(files));
    }

    public static NewDrop keyed(String workflowId, String stage, String key, String artifact) {
        return new NewDrop(null, workflowId, "r-1", stage, "code", artifact, Map.of("key", key), "run-1", key, null);
    }

    public static NewDrop named(String id, String workflowId, String artifact) {
        return new NewDrop(id, workflowId, null, "code_generation", "code", artifact, null, null, null, null);
    }
}
