package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventStreamReaderTests {

    @Test
    void readsEventsAndSkipsComments() throws IOException {
        EventStreamReader reader = reader("""
                :open

                id:7
                event:stage.started
                data:{"seq":7,"type":"stage.started","payload":{"stage":"code_generation"}}

                : keep-alive

                id: 8
                event: run.completed
                data: {"verdict":
                data: "complete"}

                """);

        JournalEvent first = reader.next().orElseThrow();
        JournalEvent second = reader.next().orElseThrow();

        assertThat(first.seq()).isEqualTo(7);
        assertThat(first.type()).isEqualTo("stage.started");
        assertThat(first.json().path("payload").path("stage").asString()).isEqualTo("code_generation");
        assertThat(second.seq()).isEqualTo(8);
        assertThat(second.isLast()).isTrue();
        assertThat(second.json().path("verdict").asString()).isEqualTo("complete");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void anEventThatBreaksOffIsNone() throws IOException {
        assertThat(reader("id: 1\ndata: {\"seq\":1").next()).isEmpty();
    }

    private static EventStreamReader reader(String text) {
        return new EventStreamReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
