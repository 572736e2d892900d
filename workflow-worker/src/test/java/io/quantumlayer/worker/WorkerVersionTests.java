package io.quantumlayer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerVersionTests {

    @Test
    void workersHaveNoVersionUnlessTheyAreGivenOne() {
        assertThat(new WorkerVersion("", "").options()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"worker,''", "'',one"})
    void halfAVersionIsRefused(String deployment, String build) {
        assertThatThrownBy(() -> new WorkerVersion(deployment, build))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("TEMPORAL_DEPLOYMENT_NAME", "TEMPORAL_WORKER_BUILD_ID");
    }
}
