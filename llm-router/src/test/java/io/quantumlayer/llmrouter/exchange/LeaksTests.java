package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeaksTests {

    @Test
    void findsABufferThatNobodyHasReleased() throws InterruptedException {
        try (Leaks leaks = new Leaks()) {
            assertThat(leak()).isEqualTo(64);

            assertThat(leaks.found()).anyMatch(message -> message.contains("LEAK"));
        }
    }

    private static int leak() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.heapBuffer(64);
        return lost.capacity();
    }
}
