package io.quantumlayer.llmrouter.upstream;

import java.net.URI;

/**
 * Where a provider listens.
 *
 * @param host name or literal address
 * @param port TCP port
 * @param tls whether the connection is encrypted
 */
public record Endpoint(String host, int port, boolean tls) {

    /** The end point of an {@code http} or {@code https} URL. */
    public static Endpoint of(URI url) {
        boolean tls = "https".equals(url.getScheme());
        return new Endpoint(url.getHost(), url.getPort() > 0 ? url.getPort() : tls ? 443 : 80, tls);
    }

    /** Value of the {@code Host} header. */
    public String authority() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }
}
