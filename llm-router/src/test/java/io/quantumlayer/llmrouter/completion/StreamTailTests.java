package io.quantumlayer.llmrouter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

class StreamTailTests {

    @Test
    void keepsTheLastBytesAndLeavesTheBuffersAsTheyAre() {
        Random random = new Random(3);
        StreamTail tail = new StreamTail();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String part = String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(i % 50 == 0 ? 20_000 : 300));
            DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8));
            tail.add(buffer);
            all.append(part);
            assertThat(buffer.toString(StandardCharsets.UTF_8)).isEqualTo(part);
        }

        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).isEqualTo(all.substring(all.length() - 8192));
    }

    @Test
    void findsTheUsageInTheLastEvents() {
        StreamTail tail = new StreamTail();
        tail.add(DefaultDataBufferFactory.sharedInstance.wrap("""
                data: {"choices":[{"delta":{"content":"prompt_tokens"}}],"usage":null}

                data: {"model":"m-1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}

                data: [DONE]

                """.getBytes(StandardCharsets.UTF_8)));

        assertThat(Usage.ofEvents(tail.bytes())).isEqualTo(new Usage("m-1", 5, 3));
    }

    @Test
    void findsNoUsageWhereThereIsNone() {
        assertThat(Usage.ofEvents("data: {\"choices\":[]}\n\ndata: [DONE]\n\n".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(Usage.ofAnswer("<html>".getBytes(StandardCharsets.UTF_8))).isNull();
    }
}
