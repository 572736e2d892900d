package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.testsupport.SilentServer;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.web.client.RestClient;

@Timeout(60)
class HeartbeatsTests {

    private final SilentServer server = new SilentServer();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

    /** A step that waits for another service, as those that ask a role do. */
    @ActivityInterface
    public interface Waiting {

        /** Returns what the service answers. */
        @ActivityMethod
        String ask();
    }

    @AfterEach
    void stop() throws IOException {
        environment.close();
        server.close();
    }

    @Test
    void cancellationClosesTheConnectionToTheServiceThatAStepWaitsFor() {
        RestClient client = RestClient.builder()
                .baseUrl(server.url())
                .requestFactory(ClientHttpRequestFactoryBuilder.jdk().build())
                .build();
        environment.registerActivitiesImplementations((Waiting) () -> Heartbeats.during(cancellation -> {
            // Canceled earlier, the step would not ask at all.
            Thread.startVirtualThread(() -> {
                await().until(() -> server.called() == 1);
                environment.requestCancelActivity();
            });
            return String.valueOf(client.get().retrieve().body(String.class));
        }));

        assertThatThrownBy(() -> environment.newActivityStub(Waiting.class).ask())
                .isInstanceOfAny(ActivityFailure.class, CanceledFailure.class);

        await().until(() -> server.called() == 1 && server.open() == 0);
    }
}
