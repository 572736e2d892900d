package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortOwnerTests {

    @Test
    void findsTheProcessThatListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortOwner.of(socket.getLocalPort()))
                    .contains(new PortOwner(ProcessHandle.current().pid(), "java"));
        }
    }

    @Test
    void aFreePortHasNoOwner() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(PortOwner.of(port)).isEmpty();
    }

    @Test
    void connectionsToThePortAreNoListeners() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:78A0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100",
                "   1: 0100007F:78A0 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100",
                "   2: 0100007F:C350 0100007F:78A0 01 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100");

        assertThat(PortOwner.listeners(table, 30880)).containsExactly("socket:[111]");
    }
}
