package io.quantumlayer.llmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** A router that was started alone, without keys and without an address. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.default-model=of-a-context-of-its-own"})
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class OpenRouterIT {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void isReachedFromThisMachineAloneAndSaysThatItIsOpen(CapturedOutput output) throws Exception {
        for (int own : new int[] {port, managementPort}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), own)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
        assertThat(output)
                .contains("The router is open", "the loopback address alone", "quantumlayer.router.keys.file");
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        Assumptions.assumeTrue(other.isPresent(), "the machine has no other address");
        for (int own : new int[] {port, managementPort}) {
            assertThatThrownBy(() -> connect(other.get(), own)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void saysThatItKeepsNoJournal(CapturedOutput output) {
        assertThat(output).contains("The router keeps no journal of calls", "quantumlayer.router.keys.database.url");
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.getOutputStream().flush();
        }
    }
}
