package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SupervisedTests {

    @Test
    void pausesDoubleUpToHalfAMinute() {
        assertThat(Supervised.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Supervised.pause(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Supervised.pause(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Supervised.pause(6)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Supervised.pause(1000)).isEqualTo(Duration.ofSeconds(30));
    }
}
