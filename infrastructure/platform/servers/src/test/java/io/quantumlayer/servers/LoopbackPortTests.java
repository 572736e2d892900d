package io.quantumlayer.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortTests {

    @Test
    void noPortIsGivenTwice() {
        assertThat(IntStream.range(0, 500).map(_ -> LoopbackPort.free()).boxed().toList())
                .doesNotHaveDuplicates()
                .allMatch(LoopbackPort::isFree);
    }

    @Test
    void aPortThatIsListenedOnIsNotFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LoopbackPort.isFree(socket.getLocalPort())).isFalse();
        }
    }
}
