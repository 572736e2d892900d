package io.quantumlayer.local.platform;

import java.net.URI;

/**
 * Where a service listens on the loopback interface.
 *
 * @param port of its API
 * @param managementPort of its metrics and probes, without TLS
 * @param tls whether its API wants TLS
 */
record Endpoint(int port, int managementPort, boolean tls) {

    /** Without TLS. */
    Endpoint(int port, int managementPort) {
        this(port, managementPort, false);
    }

    URI uri() {
        return URI.create("%s://127.0.0.1:%d".formatted(tls ? "https" : "http", port));
    }
}
