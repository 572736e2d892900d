package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.Home;
import io.quantumlayer.servers.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackingTests {

    @TempDir
    private Path directory;

    private final List<Supervised> started = new ArrayList<>();

    @Test
    void aTemporalServerOfTheUsersOwnIsUsedAndNoneStarted() throws IOException {
        try (ServerSocket theirs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + theirs.getLocalPort();

            assertThat(backing(address).startTemporal()).isEqualTo(address);
        }
        assertThat(started).isEmpty();
    }

    @Test
    void aTemporalServerThatDoesNotAnswerIsSaidSo() {
        String address = "127.0.0.1:" + LoopbackPort.free();

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> backing(address).startTemporal())
                .withMessageContaining("TEMPORAL_ADDRESS is '%s'", address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", "localhost:temporal", "localhost:99999"})
    void anAddressIsHostAndPort(String address) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> backing(address).startTemporal())
                .withMessageContaining("host:port");
    }

    private Backing backing(String temporalAddress) {
        Home home = new Home(directory).create();
        return new Backing(home, Map.of("TEMPORAL_ADDRESS", temporalAddress), new StartReport(home), started::add);
    }
}
