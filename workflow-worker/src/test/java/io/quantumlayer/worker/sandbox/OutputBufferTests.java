package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputBufferTests {

    private final OutputBuffer buffer = new OutputBuffer(10);

    @Test
    void whatFitsIsKeptAsItIs() {
        print("ab€defg");

        assertThat(buffer.text()).isEqualTo("ab€defg");
        assertThat(buffer.flooded()).isFalse();
    }

    @Test
    void bothEndsOfALongOutputAreKept() {
        print("begin");
        print(".".repeat(100));
        print("ended");

        assertThat(buffer.text()).isEqualTo("begin\n[100 bytes of output were dropped here]\nended");
    }

    @Test
    void sixteenTimesTheLimitIsAFlood() {
        print("x".repeat(160));
        assertThat(buffer.flooded()).isFalse();

        print("x".repeat(20));
        assertThat(buffer.flooded()).isTrue();
    }

    private void print(String text) {
        buffer.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
