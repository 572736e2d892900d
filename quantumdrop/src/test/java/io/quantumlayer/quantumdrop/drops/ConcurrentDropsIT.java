package io.quantumlayer.quantumdrop.drops;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.keyed;
import static io.quantumlayer.quantumdrop.Server.named;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@QuantumDropIntegrationTest
class ConcurrentDropsIT {

    private static final int CALLERS = 24;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private DropsClient client;

    @BeforeEach
    void connect() {
        client = Server.client(port);
    }

    @Test
    void givesConcurrentDropsOfAStageDistinctConsecutiveVersions() throws Exception {
        String workflow = newWorkflow();

        List<Drop> drops = atOnce(i -> () -> client.create(drop(workflow, "code_generation", "text " + i)));

        assertThat(drops)
                .extracting(Drop::version)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, CALLERS).boxed().toList());
        assertThat(jdbc.sql("SELECT seq FROM events WHERE workflow_id = :id ORDER BY seq")
                        .param("id", workflow)
                        .query(Integer.class)
                        .list())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CALLERS).boxed().toList());
    }

    @Test
    void storesOneDropWhenManyBringTheSameKey() throws Exception {
        String workflow = newWorkflow();

        List<Drop> drops = atOnce(i -> () -> client.create(keyed(workflow, "code_generation", "key", "text " + i)));

        assertThat(drops.stream().distinct()).hasSize(1);
        assertThat(count(workflow)).isEqualTo(1);
    }

    @Test
    void storesOneDropWhenManyWorkflowsBringTheSameId() throws Exception {
        String id = "drop-" + newWorkflow();

        List<Integer> statuses = atOnce(i -> () -> status(named(id, newWorkflow(), "text " + i)));

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(CALLERS - 1);
    }

    @Test
    void neverLocksItselfOutWhenBatchesShareWorkflowsAndContents() throws Exception {
        List<String> workflows = List.of(newWorkflow(), newWorkflow(), newWorkflow(), newWorkflow());
        String salt = newWorkflow();

        List<Integer> statuses = atOnce(i -> () -> {
            List<NewDrop> batch = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                int turned = (k + i) % 4;
                batch.add(drop(
                        workflows.get(turned),
                        "code_generation",
                        salt + turned,
                        new DropFile("a", salt + (turned + 1) % 4),
                        new DropFile("b", salt + (turned + 2) % 4)));
            }
            return Server.web(port)
                    .post()
                    .uri("/api/v1/drops/batch")
                    .bodyValue(batch)
                    .exchange()
                    .returnResult(Void.class)
                    .getStatus()
                    .value();
        });

        assertThat(statuses).containsOnly(201);
        assertThat(workflows).allSatisfy(workflow -> assertThat(count(workflow)).isEqualTo(CALLERS));
    }

    private int status(NewDrop drop) {
        return Server.web(port)
                .post()
                .uri("/api/v1/drops")
                .bodyValue(drop)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private int count(String workflow) {
        return jdbc.sql("SELECT count(*) FROM drops WHERE workflow_id = :id")
                .param("id", workflow)
                .query(Integer.class)
                .single();
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future :
                    callers.invokeAll(IntStream.range(0, CALLERS).mapToObj(call).toList())) {
                results.add(future.get());
            }
            return results;
        }
    }
}
