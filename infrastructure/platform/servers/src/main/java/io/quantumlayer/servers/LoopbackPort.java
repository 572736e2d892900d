package io.quantumlayer.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that nothing listens on.
 *
 * <p>They lie below the range that the kernel takes the ports of outgoing connections from: one of those could be gone
 * by the time a server that takes seconds to start wants it.
 */
public final class LoopbackPort {

    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 1000;
    private static final int ANSWER_MS = 1000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    /** A port that was free a moment ago and was not given out before by this process. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new ServerStartException("No port between %d and %d is free.".formatted(FIRST, LAST));
    }

    /**
     * Whether a server could listen on the port now and would be reached there.
     *
     * <p>Listening alone proves little: a rule of the packet filter, such as the one that Kubernetes writes for a
     * NodePort, takes the connections elsewhere while the port looks free.
     */
    public static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.setSoTimeout(ANSWER_MS);
            server.bind(address);
            try (Socket client = new Socket()) {
                // A reset leaves no connection behind that the port would have to wait for.
                client.setSoLinger(true, 0);
                client.connect(address, ANSWER_MS);
                try (Socket accepted = server.accept()) {
                    return accepted.getPort() == client.getLocalPort();
                }
            }
        } catch (IOException e) {
            return false;
        }
    }
}
