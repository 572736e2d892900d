package io.quantumlayer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.ControllerThreads;
import io.quantumlayer.testsupport.TestTemporal;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** The whole worker on a real Temporal server; no other service is there. It must not take the tasks of later tests. */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class WorkflowWorkerIT {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void temporal(DynamicPropertyRegistry registry) {
        registry.add("spring.temporal.connection.target", TestTemporal::address);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @Test
    void saysItsName() {
        String health = RestClient.create("http://127.0.0.1:" + port)
                .get()
                .uri("/health")
                .retrieve()
                .body(String.class);

        assertThat(health).contains("\"service\":\"workflow-worker\"");
    }
}
