package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartViewTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void aPipeGetsALineForEachPartAndHowManyAreReady() {
        StartView view = view(false);

        view.show(List.of(StartEvent.working("parser", "starting")));
        view.show(List.of(StartEvent.ready("temporal", "127.0.0.1:7"), StartEvent.ready("parser", "127.0.0.1:8")));

        assertThat(lines())
                .containsExactly(
                        "..  parser               starting",
                        "ok  temporal             127.0.0.1:7, 1 of 10 ready",
                        "ok  parser               127.0.0.1:8, 2 of 10 ready");
    }

    @Test
    void aPipeIsToldWhatIsLeftWhenNothingElseIsToBeSaid() {
        StartView view = view(false);
        view.show(List.of(StartEvent.ready("postgresql", "127.0.0.1:5"), StartEvent.working("parser", "starting")));

        now = now.plusSeconds(9);
        view.show(List.of());
        assertThat(lines()).hasSize(2);
        now = now.plusSeconds(1);
        view.show(List.of());
        view.show(List.of());

        assertThat(lines())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("    1 of 10 ready after 10 s, left: temporal, api-gateway,")
                .doesNotContain("postgresql");
    }

    @Test
    void aPipeIsToldHowFarAFetchIs() {
        StartView view = view(false);
        view.show(List.of(fetched(0)));

        now = now.plusSeconds(10);
        view.show(List.of(fetched(12)));

        assertThat(lines())
                .startsWith("..  temporal             fetching  0 of 42 MB")
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "    0 of 10 ready after 10 s, left: postgresql, temporal (fetching 12 of 42 MB), api-gateway,");
    }

    private static StartEvent fetched(long megabytes) {
        return new StartEvent(
                "temporal", StartEvent.State.WORKING, "fetching", megabytes << 20, 42 << 20, StartEvent.Unit.BYTES);
    }

    @Test
    void aTerminalAlwaysShowsWhatIsDoneAndWhatIsLeft() {
        StartView view = view(true);

        view.show(List.of(StartEvent.ready("postgresql", "127.0.0.1:5")));

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("1 of 10 ready after 0.0 s, left: temporal");
    }

    private StartView view(boolean redraws) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new StartView(new Terminal(out, redraws, false), () -> now);
    }

    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
