package io.quantumlayer.local.platform;

import java.net.URI;

/**
 * Where a service listens on the loopback interface.
 *
 * @param port of its API
 * @param managementPort of its metrics and probes
 */
record Endpoint(int port, int managementPort) {

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
